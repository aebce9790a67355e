import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensurePackages } from './packages.mjs';

/** `node scripts/run.mjs file.ts …`: runs a TypeScript file in this process, and its `main()` if it exports one. */
ensurePackages();
const { register } = await import('tsx/esm/api');
register();
process.argv.splice(1, 1);
const module = await import(pathToFileURL(path.resolve(process.argv[1])).href);
await module.main?.();
