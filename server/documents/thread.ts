import { parentPort, workerData } from 'node:worker_threads';
import type { WordDocument } from './blocks.ts';
import { renderDocument } from './render.ts';

/** Renders one document in a thread of its own and hands the file over without copying it. */
const file = new Uint8Array(await renderDocument(workerData as WordDocument));
parentPort!.postMessage(file, [file.buffer]);
