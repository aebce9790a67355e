import { unzip } from './zip.ts';

/** A Word file read back: its parts as XML, and the text of its paragraphs in their order, those of tables too. */
export function readWord(file: Buffer): { parts: Record<string, string>; paragraphs: string[]; text: string } {
  const parts = Object.fromEntries(
    Object.entries(unzip(file)).map(([name, content]) => [name, content.toString('utf8')]),
  );
  const body = parts['word/document.xml'] ?? '';
  const paragraphs = [...body.matchAll(/<w:p[ >].*?<\/w:p>/gs)]
    .map(([paragraph]) => [...paragraph.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text]) => text).join(''))
    .map((text) =>
      text
        .replace(/&lt;/g, '<')
        .replace(/&gt;/g, '>')
        .replace(/&quot;/g, '"')
        .replace(/&amp;/g, '&'),
    )
    .filter((text) => text !== '');
  return { parts, paragraphs, text: paragraphs.join('\n') };
}
