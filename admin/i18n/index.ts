import polyglotI18nProvider from 'ra-i18n-polyglot';
import { useCallback } from 'react';
import { useLocaleState, useTranslate } from 'ra-core';
import type { Language, Word } from '../../shared/words.ts';
import { words } from '../../shared/words.ts';
import { store } from '../providers/store.ts';
import type { Paths } from './shape.ts';
import { rooms, zh } from './zh/index.ts';

/** Every text of the console by its dotted path; a wrong key does not compile. */
export type MessageKey = Paths<typeof rooms>;

const languageOf = (locale: string): Language => (locale === 'en' ? 'en' : 'zh');

export const htmlLang = (locale: string) => (locale === 'en' ? 'en' : 'zh-CN');

/** Chinese comes with the console, English when it is asked for. */
const polyglot = polyglotI18nProvider(
  (locale) => (languageOf(locale) === 'en' ? import('./en/index.ts').then(({ en }) => en) : zh),
  'zh',
  [
    { locale: 'zh', name: '中文' },
    { locale: 'en', name: 'English' },
  ],
  // Messages arrive translated, from the server too; our own keys are checked by the compiler.
  { allowMissing: true },
);

export const i18nProvider = {
  ...polyglot,
  changeLocale: async (locale: string) => {
    await polyglot.changeLocale(locale);
    markDocument();
  },
};

/** Takes up the language that this device was left in; Chinese where its texts can't be had. */
export async function resumeLanguage(): Promise<void> {
  const left = languageOf(store.getItem<string>('locale') ?? 'zh');
  if (left === 'zh') markDocument();
  else await i18nProvider.changeLocale(left).catch(markDocument);
}

/** Tells browser and screen readers the language, and names the window. */
export function markDocument(): void {
  document.documentElement.lang = htmlLang(i18nProvider.getLocale());
  document.title = i18nProvider.translate('shell.product');
}

/** For places outside of React, such as the Accept-Language of requests. */
export const currentLanguage = (): Language => languageOf(i18nProvider.getLocale());

export function useLanguage(): Language {
  const [locale] = useLocaleState();
  return languageOf(locale);
}

type Params = Record<string, string | number | undefined>;

/** `t('ui.due.left', { count: 3 })`; `count` also chooses the English plural. */
export function useT(): (key: MessageKey, params?: Params) => string {
  const translate = useTranslate();
  return useCallback(
    (key, params) => translate(key, params && { smart_count: params['count'], ...params }),
    [translate],
  );
}

type Group = keyof typeof words;

/** `word('rectificationStatus', 'open')` → 待整改; an unknown key comes back as it is. */
export function useWord(): (group: Group, key: string) => string {
  const language = useLanguage();
  return useCallback((group, key) => (words[group] as Record<string, Word>)[key]?.[language] ?? key, [language]);
}
