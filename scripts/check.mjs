import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { ensurePackages, root } from './packages.mjs';

/** `npm run check`: everything that can be said about the code without running it, a few things at a time. */
ensurePackages();
const bin = (program) => path.join(root, 'node_modules', program);
const typesOf = (project) => [`types of ${project}`, bin('typescript/bin/tsc'), '-p', project, '--noEmit'];
const checks = [
  ['lint', bin('oxlint/bin/oxlint'), '--type-aware', '--deny-warnings'],
  ['schema drift', path.join(root, 'scripts/run.mjs'), 'server/drift.ts'],
  ['format', bin('prettier/bin/prettier.cjs'), '--check', '--cache', '--log-level', 'warn', '.'],
  ...['.', 'admin', 'tests', 'tests/admin'].map(typesOf),
  ['packages', path.join(root, 'scripts/auditPackages.mjs')],
];

const failed = [];
const worker = async () => {
  for (let next = checks.shift(); next; next = checks.shift()) await run(next);
};
await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, worker));
if (failed.length > 0) console.error(`\nFailed: ${failed.join(', ')}`);
process.exitCode = failed.length > 0 ? 1 : 0;

/** Shows a check's output in one piece, and as a rule only when it failed. */
function run([name, ...command]) {
  const begun = performance.now();
  const child = spawn(process.execPath, command, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => chunks.push(chunk));
  return new Promise((resolve) => {
    child.once('close', (code) => {
      const seconds = ((performance.now() - begun) / 1000).toFixed(1);
      console.log(`${code === 0 ? '✓' : '✗'} ${name} (${seconds} s)`);
      // What is known of the packages is worth a line also when it is nothing.
      if (code !== 0 || name === 'packages') process.stdout.write(Buffer.concat(chunks));
      if (code !== 0) failed.push(name);
      resolve();
    });
  });
}
