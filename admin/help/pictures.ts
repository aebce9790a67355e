import type { Language } from '../../shared/words.ts';
import type { HelpTopic } from './topics.ts';

const files = import.meta.glob<string>('./pictures/*/*.webp', { query: '?url', import: 'default', eager: true });

/** The address of a topic's picture: of the screen as it looks in that language, or in the other. */
export function pictureOf(topic: HelpTopic, language: Language): string | null {
  const other = language === 'zh' ? 'en' : 'zh';
  return files[`./pictures/${language}/${topic}.webp`] ?? files[`./pictures/${other}/${topic}.webp`] ?? null;
}
