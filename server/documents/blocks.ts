import type { Shape } from './shapes.ts';

/**
 * The parts of an official document as plain data, in the order in which they stand on paper. What they look like is
 * decided in `render.ts` by GB/T 9704; none of them knows a table of the database.
 */
export type Align = 'left' | 'center' | 'right';

export type Column = { title: string; /** Relative width. */ width: number; align?: Align };

export type Block =
  /** 发文机关标志, 发文字号 and the red line under them. */
  | { kind: 'redHead'; issuer: string; docNo: string | null }
  | { kind: 'title'; text: string; note?: string }
  | { kind: 'docNo'; text: string }
  | { kind: 'addressee'; text: string }
  | { kind: 'heading'; text: string; level: 1 | 2 }
  /** `lead`: its first words, set as a heading of the second level. */
  | { kind: 'paragraph'; text: string; indent: boolean; align?: Align; lead?: string }
  | { kind: 'annexList'; names: readonly string[] }
  | { kind: 'signature'; name: string; date: string }
  | { kind: 'annexTitle'; mark: string; title: string; note?: string }
  | { kind: 'table'; columns: readonly Column[]; rows: readonly (readonly string[])[]; strong?: readonly number[] }
  /** Two columns: what it is, and the value; for forms and slips. */
  | { kind: 'facts'; rows: readonly (readonly [label: string, value: string])[] }
  | { kind: 'chart'; title: string; drawing: Drawing }
  /** A picture in the upper right corner of the page, beside the text. */
  | { kind: 'corner'; picture: Picture }
  | { kind: 'caption'; text: string }
  | { kind: 'note'; text: string }
  /** A dashed line to tear along, with what comes below it. */
  | { kind: 'cutLine'; text: string }
  | { kind: 'space'; lines: number }
  | { kind: 'pageBreak' };

/** Drawn shapes; every word and number beside them is text of the document, so that no font is needed to draw them. */
export type Drawing =
  | { kind: 'bars'; rows: readonly { name: string; value: string }[]; picture: Picture; rowHeight: number }
  | { kind: 'curve'; top: string; bottom: string; days: readonly string[]; picture: Picture };

/** Sizes in points. `text` says the same in words, for those who can't see it. */
export type Picture = { width: number; height: number; shapes: readonly Shape[]; text: string };

export type Section = { blocks: readonly Block[]; /** Its pages count from 1. */ restart?: boolean };

export type WordDocument = {
  /** The name among the file's properties; pages don't show it. */
  title: string;
  author: string;
  /** Small, at the head of every page: a draft says that it is one. */
  mark?: string;
  sections: readonly Section[];
};

/** A document of one or many sections; each begins on a new page. */
export function gbDocument(document: WordDocument): WordDocument {
  return document;
}

export const redHead = (issuer: string, docNo: string | null): Block => ({ kind: 'redHead', issuer, docNo });
/** 标题: 二号小标宋, centred; `note` stands below in brackets of its own, such as （征求意见稿）. */
export const title = (text: string, note?: string): Block => ({ kind: 'title', text, ...(note ? { note } : {}) });
/** 发文字号 of a document without a red head: centred below the title. */
export const docNo = (text: string): Block => ({ kind: 'docNo', text });
/** 主送机关: flush left, with the full-width colon. */
export const addressee = (names: string | readonly string[]): Block => ({
  kind: 'addressee',
  text: `${typeof names === 'string' ? names : names.join('、')}：`,
});
export const heading = (text: string, level: 1 | 2 = 1): Block => ({ kind: 'heading', text, level });
/** A paragraph of 三号仿宋, its first line two characters in. */
export const paragraph = (text: string, { indent = true, align }: { indent?: boolean; align?: Align } = {}): Block => ({
  kind: 'paragraph',
  text,
  indent,
  ...(align ? { align } : {}),
});
/** 附件说明: “附件：1. …”, numbered where there are several. */
export const annexList = (names: readonly string[]): Block => ({ kind: 'annexList', names });
/** 落款 under a seal: the name centred over the date, which ends four characters from the right. */
export const signature = (name: string, date: string): Block => ({ kind: 'signature', name, date });
/** The head of an annex: “附件1” and its title; begins on a new page. */
export const annexTitle = (mark: string, text: string, note?: string): Block => ({
  kind: 'annexTitle',
  mark,
  title: text,
  ...(note ? { note } : {}),
});
/** A ruled table over the whole width; its head is repeated on each page. `strong`: rows in bold, such as the total. */
export const table = (
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  strong: readonly number[] = [],
): Block => ({ kind: 'table', columns, rows, strong });
export const facts = (rows: readonly (readonly [string, string])[]): Block => ({ kind: 'facts', rows });
export const chart = (text: string, drawing: Drawing): Block => ({ kind: 'chart', title: text, drawing });
export const corner = (picture: Picture): Block => ({ kind: 'corner', picture });
export const caption = (text: string): Block => ({ kind: 'caption', text });
export const note = (text: string): Block => ({ kind: 'note', text });
export const cutLine = (text: string): Block => ({ kind: 'cutLine', text });
export const space = (lines = 1): Block => ({ kind: 'space', lines });
export const pageBreak = (): Block => ({ kind: 'pageBreak' });

/**
 * Text as people type it, in paragraphs: a line that begins with “一、” is a heading of the first level, one with
 * “（一）” of the second, and where a sentence follows such a heading on the same line, it goes on in plain type.
 */
export function bodyText(text: string): Block[] {
  return text
    .split('\n')
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map((one): Block => {
      if (/^[一二三四五六七八九十]+、[^。；]{1,40}$/.test(one)) return heading(one, 1);
      if (/^（[一二三四五六七八九十]+）[^。；]{1,40}$/.test(one)) return heading(one, 2);
      const [, lead, rest] = /^(（[一二三四五六七八九十]+）[^。]{1,40}。)(.+)$/.exec(one) ?? [];
      return lead && rest ? { kind: 'paragraph', lead, text: rest, indent: true } : paragraph(one);
    });
}
