import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensurePackages, root } from './packages.mjs';

/** The two halves of dist/: what each is made from, by which program, and what it leaves. */
const parts = {
  server: {
    sources: ['server', 'shared', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json'],
    program: ['typescript/bin/tsc', '-p', 'tsconfig.build.json'],
    outputs: ['dist/server', 'dist/shared'],
    finish: copyMigrations,
  },
  console: {
    sources: ['admin', 'shared', 'vite.config.ts', 'tsconfig.json', 'package-lock.json'],
    program: ['vite/bin/vite.js', 'build', '--logLevel', 'warn'],
    outputs: ['dist/admin'],
    finish: () => undefined,
  },
};

/** Builds the named parts whose sources have changed since they were built last. */
export async function build(names = Object.keys(parts)) {
  const stale = names.filter((name) => readStamp(name) !== fingerprint(parts[name].sources));
  if (stale.length === 0) return;
  console.log(`Building ${stale.join(' and ')}…`);
  await Promise.all(stale.map(buildPart));
}

async function buildPart(name) {
  const { sources, program, outputs, finish } = parts[name];
  const stamp = fingerprint(sources);
  for (const output of [...outputs, stampOf(name)]) rmSync(path.join(root, output), { recursive: true, force: true });
  await run(program);
  finish();
  mkdirSync(path.join(root, 'dist'), { recursive: true });
  writeFileSync(path.join(root, stampOf(name)), stamp);
}

const stampOf = (name) => `dist/.${name}.stamp`;

function readStamp(name) {
  try {
    return readFileSync(path.join(root, stampOf(name)), 'utf8');
  } catch {
    return '';
  }
}

/** Contents, not times: a fresh checkout of the same sources counts as unchanged. */
function fingerprint(sources) {
  const hash = createHash('sha256');
  const take = (name) => {
    const file = path.join(root, name);
    if (statSync(file).isDirectory()) {
      for (const entry of readdirSync(file).sort()) take(path.join(name, entry));
    } else {
      hash.update(`${name}\0`).update(readFileSync(file)).update('\0');
    }
  };
  for (const source of sources) take(source);
  return hash.digest('hex');
}

/** The compiler leaves SQL where it is. */
function copyMigrations() {
  const folder = 'server/db/migrations';
  cpSync(path.join(root, folder), path.join(root, 'dist', folder), { recursive: true });
}

function run([program, ...args]) {
  const child = spawn(process.execPath, [path.join(root, 'node_modules', program), ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    // Under tests or in development, vite would build React's slow half.
    env: { ...process.env, NODE_ENV: 'production' },
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${program} failed`))));
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  ensurePackages();
  await build();
}
