import { spawn } from 'node:child_process';
import path from 'node:path';
import { build } from '../../scripts/build.mjs';

/**
 * One PostgreSQL for the whole run, however many projects ask for it, in a process of its own that ends with this one.
 * Its addresses reach the workers by the environment. Servers that are processes of their own run as they are shipped.
 */
export default async function globalSetup({ testPathPatterns }) {
  await build(['server']);
  const whole = testPathPatterns.patterns.length === 0;
  globalThis.testDatabaseKeeper ??= startKeeper(whole ? ['demos'] : []);
  const { addresses } = await globalThis.testDatabaseKeeper;
  process.env.TEST_DATABASE = addresses;
}

async function startKeeper(wishes) {
  const program = path.join(import.meta.dirname, 'keeper.ts');
  const keeper = spawn(process.execPath, ['--import', 'tsx', program, ...wishes], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => keeper.once('exit', resolve));
  const addresses = await new Promise((resolve, reject) => {
    let said = '';
    keeper.stdout.on('data', (chunk) => {
      said += chunk;
      if (said.includes('\n')) resolve(said.trim());
    });
    void ended.then((code) => reject(new Error(`the test database ended with ${code}`)));
  });
  return {
    addresses,
    stop() {
      keeper.stdin.end();
      return ended;
    },
  };
}
