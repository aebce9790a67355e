import { useLocaleState, useStore } from 'ra-core';
import { useEffect } from 'react';
import type { Preferences } from '../../shared/preferences.ts';
import { httpClient } from '../providers/httpClient.ts';
import type { Me } from '../providers/session.ts';
import { kept, type Mode } from '../providers/store.ts';

const same = (a: Preferences, b: Preferences) => a.language === b.language && a.mode === b.mode && a.large === b.large;

/** What the server has, or is to have, of whom; the device shows it before anything counts as a change. */
let known: { of: string; settings: Preferences; shown: boolean } | undefined;

let last: Promise<unknown> = Promise.resolve();
/** One after the other, so that the last choice is the one that stays. */
function keep(settings: Preferences): void {
  const put = () => httpClient('/api/me/preferences', { method: 'PUT', body: JSON.stringify(settings) });
  // Without a network it stays on this device and goes along with the next change.
  last = last.then(put).catch(() => undefined);
}

/** Language, appearance and large type follow the person: taken from the server at sign-in, kept there when changed. */
export const FollowPreferences = ({ person }: { person: Me }) => {
  const [locale, setLocale] = useLocaleState();
  const [mode, setMode] = useStore<Mode>(kept.mode, 'system');
  const [large, setLarge] = useStore(kept.large, false);
  const language = locale === 'en' ? 'en' : 'zh';

  useEffect(() => {
    const now: Preferences = { language, mode, large };
    if (known?.of !== person.id) {
      const settings = { ...now, ...person.preferences };
      known = { of: person.id, settings, shown: false };
      if (settings.language !== language) setLocale(settings.language ?? language);
      if (settings.mode !== mode) setMode(settings.mode ?? mode);
      if (settings.large !== large) setLarge(settings.large ?? large);
    }
    const { settings, shown } = known;
    if (same(settings, now)) {
      known.shown = true;
    } else if (shown) {
      known.settings = now;
      keep(now);
    }
  }, [person, language, mode, large, setLocale, setMode, setLarge]);
  return null;
};
