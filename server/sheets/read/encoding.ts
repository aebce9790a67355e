import { TextDecoder } from 'node:util';
import { SheetError } from './fault.ts';
import { bytesOf, type Source } from './source.ts';

type Encoding = { name: 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be'; mark: number };

/** Text of Latin letters in UTF-16 has a zero in every other byte. */
function wide(head: Buffer): Encoding['name'] | null {
  let [even, odd] = [0, 0];
  head.forEach((byte, index) => {
    if (byte !== 0) return;
    if (index % 2 === 0) even += 1;
    else odd += 1;
  });
  const many = Math.max(4, head.length / 8);
  if (odd > many && even < odd / 4) return 'utf-16le';
  return even > many && odd < even / 4 ? 'utf-16be' : null;
}

/** How a text is written: by its mark, or by what all of its bytes can be. Throws for what is no text. */
export async function encodingOf(source: Source): Promise<Encoding> {
  const head = await bytesOf(source, 0, 4096);
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { name: 'utf-8', mark: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { name: 'utf-16le', mark: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { name: 'utf-16be', mark: 2 };
  const name = wide(head);
  if (name) return { name, mark: 0 };
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(head.toString('latin1')))
    throw new SheetError('sheet-not-a-workbook');
  return (await reads(source, 'utf-8')) ? { name: 'utf-8', mark: 0 } : { name: 'gb18030', mark: 0 };
}

const isUndecodable = (error: unknown) =>
  (error as NodeJS.ErrnoException | null)?.code === 'ERR_ENCODING_INVALID_ENCODED_DATA';

async function reads(source: Source, name: Encoding['name']): Promise<boolean> {
  const decoder = new TextDecoder(name, { fatal: true });
  try {
    for await (const chunk of source.stream(0, source.bytes)) decoder.decode(chunk, { stream: true });
    decoder.decode();
    return true;
  } catch (error) {
    if (isUndecodable(error)) return false;
    throw error;
  }
}

/** The text in UTF-8, without a mark. */
export async function* textOf(source: Source, { name, mark }: Encoding): AsyncGenerator<Buffer> {
  if (name === 'utf-8' && mark === 0) {
    yield* source.stream(0, source.bytes);
    return;
  }
  const decoder = new TextDecoder(name, { fatal: true, ignoreBOM: true });
  try {
    for await (const chunk of source.stream(mark, source.bytes))
      yield Buffer.from(decoder.decode(chunk, { stream: true }));
    yield Buffer.from(decoder.decode());
  } catch (error) {
    throw isUndecodable(error) ? new SheetError('sheet-encoding') : error;
  }
}
