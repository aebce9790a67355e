import type { Language } from '../../shared/words.ts';

/** One line of a letter: text, a number beside it, and where it leads. */
export type Line = { text: string; count?: number; href?: string | null };

export type Letter = {
  subject: string;
  greeting: string;
  lead: string;
  lines: readonly Line[];
  /** A short thing to be read off, such as a code. */
  code?: string;
  foot: readonly Line[];
};

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const stops = { zh: '：', en: ': ' } as const;

/** The letter as plain text: every link on a line of its own below what it belongs to. */
export function asText(letter: Letter, language: Language): string {
  const line = ({ text, count, href }: Line) =>
    [count === undefined ? text : `${text}${stops[language]}${count}`, ...(href ? [`  ${href}`] : [])].join('\n');
  return [
    letter.greeting,
    '',
    letter.lead,
    ...(letter.code ? ['', `    ${letter.code}`] : []),
    ...(letter.lines.length > 0 ? ['', ...letter.lines.map(line)] : []),
    '',
    '--',
    ...letter.foot.map(line),
    '',
  ].join('\n');
}

const ink = '#1f2933';
const link = (text: string, href: string | null | undefined) =>
  href ? `<a href="${escaped(href)}" style="color:#1d4f91">${escaped(text)}</a>` : escaped(text);

/** The same as simple HTML: one column, no picture, nothing that has to be fetched. */
export function asHtml(letter: Letter, language: Language): string {
  const row = ({ text, count, href }: Line) =>
    `<tr><td style="padding:8px 16px 8px 0;border-top:1px solid #d9dee4">${link(text, href)}</td>` +
    `<td style="padding:8px 0;border-top:1px solid #d9dee4;text-align:right;font-weight:600">${count ?? ''}</td></tr>`;
  const paragraph = (text: string) => `<p style="margin:0 0 12px">${escaped(text)}</p>`;
  return [
    `<!doctype html><html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8">`,
    `<title>${escaped(letter.subject)}</title></head>`,
    `<body style="margin:0;padding:24px;font:15px/1.6 'PingFang SC','Microsoft YaHei',system-ui,sans-serif;color:${ink}">`,
    '<div style="max-width:560px">',
    paragraph(letter.greeting),
    paragraph(letter.lead),
    letter.code
      ? `<p style="margin:0 0 12px;font-size:28px;letter-spacing:6px;font-weight:600">${letter.code}</p>`
      : '',
    letter.lines.length > 0
      ? `<table role="presentation" style="border-collapse:collapse;width:100%">${letter.lines.map(row).join('')}</table>`
      : '',
    `<p style="margin:24px 0 0;font-size:13px;color:#5b6773">${letter.foot.map(({ text, href }) => link(text, href)).join('<br>')}</p>`,
    '</div></body></html>',
  ].join('');
}
