import { Worker } from 'node:worker_threads';
import type { WordDocument } from './blocks.ts';
import { renderDocument } from './render.ts';

/** A document of so few parts is rendered in some tens of milliseconds; a larger one would hold up every request. */
const FEW = 400;

const partsOf = (document: WordDocument): number =>
  document.sections.reduce(
    (sum, { blocks }) => sum + blocks.reduce((n, block) => n + (block.kind === 'table' ? block.rows.length : 1), 0),
    0,
  );

/** Compiled code can start a thread of its own; sources that are run through a loader can't and render here. */
const compiled = import.meta.url.endsWith('.js');

/** The Word file; large documents are rendered beside the event loop. */
export function packDocument(document: WordDocument): Promise<Buffer> {
  return compiled && partsOf(document) > FEW ? inThread(document) : renderDocument(document);
}

function inThread(document: WordDocument): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // What a batch of sections needs, many times over: the thread collects its rubbish before the server grows.
    const resourceLimits = { maxOldGenerationSizeMb: 128 };
    const worker = new Worker(new URL('./thread.js', import.meta.url), { workerData: document, resourceLimits });
    worker.once('message', (file: Uint8Array) => resolve(Buffer.from(file.buffer, file.byteOffset, file.byteLength)));
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the thread that renders documents ended with ${code}`)));
  });
}
