import { build } from './build.mjs';
import { ensurePackages } from './packages.mjs';

/** `npm start`: whatever is missing first, then the server in this very process, so that signals reach it. */
ensurePackages();
await build();
await import('../dist/server/main.js');
