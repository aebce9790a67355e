import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import type { Section } from './blocks.ts';

/** Sections that are rendered at once: the tree of objects of one section is some hundred times as large as its text. */
const SIZE = 20;
const BODY = 'word/document.xml';

const pictured = ({ blocks }: Section) => blocks.some(({ kind }) => kind === 'chart');

/**
 * Renders many sections a few at a time and puts their texts into one file, so that memory does not grow with them.
 * Only the first batch may have pictures: the others share its parts and bring their text alone.
 */
export async function inBatches(
  sections: readonly Section[],
  render: (sections: readonly Section[], offset: number) => Promise<Buffer>,
): Promise<Buffer> {
  if (sections.length <= SIZE || sections.slice(SIZE).some(pictured)) return render(sections, 0);
  const files = unzipSync(await render(sections.slice(0, SIZE), 0));
  const first = bodyOf(strFromU8(files[BODY]!));
  const parts = [first.before, first.content];
  let last = first.properties;
  for (let offset = SIZE; offset < sections.length; offset += SIZE) {
    const file = await render(sections.slice(offset, offset + SIZE), offset);
    const next = bodyOf(strFromU8(unzipSync(file, { filter: ({ name }) => name === BODY })[BODY]!));
    // What ended the batch before ends a section in the middle now.
    parts.push(`<w:p><w:pPr>${last}</w:pPr></w:p>`, next.content);
    last = next.properties;
  }
  parts.push(last, first.after);
  return Buffer.from(zipSync({ ...files, [BODY]: strToU8(parts.join('')) }));
}

/** The text of a document between its head and its end, apart from the properties of its last section. */
function bodyOf(xml: string) {
  const begin = xml.indexOf('<w:body>') + '<w:body>'.length;
  const end = xml.lastIndexOf('</w:body>');
  const properties = xml.lastIndexOf('<w:sectPr', end);
  return {
    before: xml.slice(0, begin),
    content: xml.slice(begin, properties),
    properties: xml.slice(properties, end),
    after: xml.slice(end),
  };
}
