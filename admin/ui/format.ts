import { useMemo } from 'react';
import { daysBetween, dayOf, type Day } from '../../shared/rules/days.ts';
import type { Language } from '../../shared/words.ts';
import { useLanguage } from '../i18n/index.ts';
import { today as serverToday } from '../providers/clock.ts';

/** What stands for “no value”; never 0. */
export const NONE = '—';

type Maybe<T> = T | null | undefined;

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });

/** 1,234 */
export function formatNumber(value: Maybe<number>): string {
  return value === null || value === undefined || Number.isNaN(value) ? NONE : grouped.format(value);
}

/** A share of 1 as 86.1 % */
export function formatRate(share: Maybe<number>): string {
  return share === null || share === undefined || Number.isNaN(share) ? NONE : `${(share * 100).toFixed(1)} %`;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** 9月30日, with the year when it is not the year of `today`: 2025年9月30日. */
export function formatDay(day: Maybe<Day>, language: Language, today: Day): string {
  if (!day) return NONE;
  const [year = '', month = '', date = ''] = day.slice(0, 10).split('-');
  const otherYear = year !== today.slice(0, 4);
  if (language === 'zh') return `${otherYear ? `${year}年` : ''}${Number(month)}月${Number(date)}日`;
  return `${Number(date)} ${months[Number(month) - 1] ?? month}${otherYear ? ` ${year}` : ''}`;
}

/** 2018年12月 */
export function formatMonth(month: Maybe<string>, language: Language): string {
  if (!month) return NONE;
  const [year = '', number = ''] = month.split('-');
  return language === 'zh' ? `${year}年${Number(number)}月` : `${months[Number(number) - 1] ?? number} ${year}`;
}

/** 9月30日 14:05 in Shanghai; only the time when it was today. */
export function formatInstant(instant: Maybe<string>, language: Language, today: Day): string {
  if (!instant) return NONE;
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return NONE;
  const time = formatTime(at);
  const day = dayOf(at);
  if (day === today) return `${language === 'zh' ? '今天' : 'today'} ${time}`;
  return `${formatDay(day, language, today)} ${time}`;
}

/** 09:41 in Shanghai. */
export function formatTime(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(11, 16);
}

/** 甲、乙 or A, B */
export const formatList = (items: readonly (string | number)[], language: Language): string =>
  items.join(language === 'zh' ? '、' : ', ');

/** Sentences in one line: 甲；乙 or A; B */
export const formatClauses = (clauses: readonly string[], language: Language): string =>
  clauses.join(language === 'zh' ? '；' : '; ');

/** 8.4 MB */
export function formatBytes(bytes: Maybe<number>): string {
  if (bytes === null || bytes === undefined) return NONE;
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${Number((bytes / 1024 / 1024).toFixed(1))} MB`;
}

/** Masks nothing, groups only: 13800138000 → 138 0013 8000. */
export function formatPhone(phone: Maybe<string>): string {
  if (!phone) return NONE;
  return /^1\d{10}$/.test(phone) ? phone.replace(/^(\d{3})(\d{4})(\d{4})$/, '$1 $2 $3') : phone;
}

export type Nearness = 'settled' | 'far' | 'near' | 'today' | 'overdue';

/** The statuses that a deadline no longer presses. */
const settled: ReadonlySet<string> = new Set([
  'rectified',
  'closed',
  'withdrawn',
  'submitted',
  'approved',
  'exempted',
  'draft',
  'retired',
  'published',
]);

/** How a deadline presses; `days` is how many are left, or how many it is overdue. The day itself is still in time. */
export function nearnessOf(day: Day, status: string | undefined, today: Day): { nearness: Nearness; days: number } {
  const left = daysBetween(today, day);
  if (status !== undefined && settled.has(status)) return { nearness: 'settled', days: left };
  if (left < 0) return { nearness: 'overdue', days: -left };
  if (left === 0) return { nearness: 'today', days: 0 };
  return { nearness: left <= 7 ? 'near' : 'far', days: left };
}

/** The formatters in the language of the screen, with today by the server's clock. */
export function useFormat() {
  const language = useLanguage();
  const today = serverToday();
  return useMemo(
    () => ({
      today,
      language,
      number: formatNumber,
      rate: formatRate,
      bytes: formatBytes,
      phone: formatPhone,
      day: (day: Maybe<Day>) => formatDay(day, language, today),
      month: (month: Maybe<string>) => formatMonth(month, language),
      list: (items: readonly (string | number)[]) => formatList(items, language),
      clauses: (clauses: readonly string[]) => formatClauses(clauses, language),
      instant: (instant: Maybe<string>) => formatInstant(instant, language, today),
    }),
    [language, today],
  );
}
