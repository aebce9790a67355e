/** One word of the office in each language. */
export const languages = ['zh', 'en'] as const;
export type Language = (typeof languages)[number];
export type Word = Record<Language, string>;

export const w = (zh: string, en: string): Word => ({ zh, en });
