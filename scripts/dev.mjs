import { spawn } from 'node:child_process';
import path from 'node:path';
import { ensurePackages, root } from './packages.mjs';

/** `npm run dev`: the server restarts when its sources change, the console reloads on its own address. */
ensurePackages();
const programs = [
  ['tsx/dist/cli.mjs', 'watch', '--clear-screen=false', 'server/main.ts'],
  ['vite/bin/vite.js', '--clearScreen', 'false'],
];
const children = programs.map(([program, ...args]) =>
  spawn(process.execPath, [path.join(root, 'node_modules', program), ...args], { cwd: root, stdio: 'inherit' }),
);
let stopping = false;
function stop() {
  if (stopping) return;
  stopping = true;
  for (const child of children) child.kill('SIGTERM');
}

// Ctrl-C has reached the children already, and a second signal would cut short how the database is stopped.
process.on('SIGINT', () => (stopping = true));
process.on('SIGTERM', stop);
for (const child of children) child.once('exit', stop);
