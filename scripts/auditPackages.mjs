import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from './packages.mjs';

/**
 * What is known against the packages that are shipped: fails on `high` and `critical`. Asks the registry for at most a few
 * seconds, once a day for one lockfile; without a network it says so and passes, because it has found nothing.
 */
const PATIENCE = 8_000;
const DAY = 86_400_000;
const kept = path.join(root, 'node_modules/.cache/union-console-audit.json');

const lockfile = createHash('sha256')
  .update(await readFile(path.join(root, 'package-lock.json')))
  .digest('hex');

async function remembered() {
  try {
    const found = JSON.parse(await readFile(kept, 'utf8'));
    return found.lockfile === lockfile && Date.now() - found.at < DAY ? found.advisories : null;
  } catch {
    return null;
  }
}

/** What `npm audit` answers in time, as JSON; null where it gets none. */
function ask() {
  const npm = spawn('npm', ['audit', '--omit=dev', '--json', '--fetch-retries=0'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: PATIENCE,
  });
  const chunks = [];
  npm.stdout.on('data', (chunk) => chunks.push(chunk));
  return new Promise((resolve) => {
    npm.once('error', () => resolve(null));
    npm.once('close', () => {
      try {
        const answer = JSON.parse(Buffer.concat(chunks).toString());
        resolve(answer.vulnerabilities ?? null);
      } catch {
        resolve(null);
      }
    });
  });
}

let advisories = await remembered();
if (!advisories) {
  const answer = await ask();
  if (answer) {
    advisories = Object.values(answer).map(({ name, severity, range }) => ({ name, severity, range }));
    await mkdir(path.dirname(kept), { recursive: true });
    await writeFile(kept, JSON.stringify({ lockfile, at: Date.now(), advisories }));
  }
}
if (!advisories) {
  console.log('the registry was not reached: nothing is known about the packages');
} else {
  const grave = advisories.filter(({ severity }) => severity === 'high' || severity === 'critical');
  for (const { name, severity, range } of grave) console.log(`${severity}: ${name} ${range}`);
  console.log(`${advisories.length} packages with advisories, ${grave.length} of them high or critical`);
  process.exitCode = grave.length > 0 ? 1 : 0;
}
