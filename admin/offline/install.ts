import { useStore } from 'ra-core';
import { useSyncExternalStore } from 'react';

type InstallPrompt = Event & { prompt(): Promise<void>; userChoice: Promise<{ outcome: 'accepted' | 'dismissed' }> };

let offered: InstallPrompt | null = null;
const watchers = new Set<() => void>();

function note(prompt: InstallPrompt | null): void {
  offered = prompt;
  for (const watch of watchers) watch();
}

/** The browser offers to install only once, early; it is kept until somebody wants it. */
export function keepInstallPrompt(): void {
  window.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    note(event as InstallPrompt);
  });
  window.addEventListener('appinstalled', () => note(null));
}

const subscribe = (watch: () => void) => {
  watchers.add(watch);
  return () => watchers.delete(watch);
};

const installed = () =>
  window.matchMedia('(display-mode: standalone)').matches ||
  ('standalone' in navigator && navigator.standalone === true);

/** Browsers of an iPhone or iPad install by hand: the sentence says how. */
const byHand = () => /iPhone|iPad|iPod/.test(navigator.userAgent);

export type InstallOffer = { kind: 'prompt' | 'by-hand'; install: () => Promise<void>; dismiss: () => void };

/** How this device can keep the console on its home screen; null when it has it, can't, or was told no. */
export function useInstallOffer(): InstallOffer | null {
  const prompt = useSyncExternalStore(subscribe, () => offered);
  const [dismissed, setDismissed] = useStore('keep.installDismissed', false);
  const kind = prompt ? 'prompt' : byHand() ? 'by-hand' : null;
  if (!kind || dismissed || installed()) return null;
  const dismiss = () => setDismissed(true);
  return {
    kind,
    dismiss,
    install: async () => {
      await prompt?.prompt();
      await prompt?.userChoice;
      note(null);
      dismiss();
    },
  };
}
