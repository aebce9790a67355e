import { useSyncExternalStore } from 'react';

/** How often a console that stays open asks whether there is a newer one, in milliseconds. */
const every = 30 * 60_000;

let waiting: ServiceWorker | null = null;
const watchers = new Set<() => void>();

function note(worker: ServiceWorker | null): void {
  waiting = worker;
  for (const watch of watchers) watch();
}

/** A newer console has been fetched whole and waits to be used. */
export const useNewVersion = (): boolean =>
  useSyncExternalStore(
    (watch) => {
      watchers.add(watch);
      return () => watchers.delete(watch);
    },
    () => waiting !== null,
  );

/** Only the tab that asks for the new console is loaded again; others go on with the files that they know. */
export function takeNewVersion(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => window.location.reload(), { once: true });
  waiting?.postMessage('take-over');
}

function watch(registration: ServiceWorkerRegistration): void {
  // The first one of a device is no news.
  const told = () => navigator.serviceWorker.controller && note(registration.waiting);
  told();
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', told));
  const look = () => {
    if (document.visibilityState === 'visible' && navigator.onLine) registration.update().catch(() => undefined);
  };
  setInterval(look, every);
  document.addEventListener('visibilitychange', look);
}

/** Keeps the console's files on the device, after the page has been drawn; does nothing where browsers can't. */
export function keepConsole(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const start = () => void navigator.serviceWorker.register('/sw.js').then(watch, () => undefined);
  const later = () => setTimeout(start, 1_500);
  if (document.readyState === 'complete') later();
  else window.addEventListener('load', later, { once: true });
}
