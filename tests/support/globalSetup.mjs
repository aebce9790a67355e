import { spawn } from 'node:child_process';
import path from 'node:path';

/**
 * One PostgreSQL for the whole run, however many projects ask for it, in a process of its own that ends with this one.
 * Its addresses reach the workers by the environment.
 */
export default async function globalSetup() {
  globalThis.testDatabaseKeeper ??= startKeeper();
  const { addresses } = await globalThis.testDatabaseKeeper;
  process.env.TEST_DATABASE = addresses;
}

async function startKeeper() {
  const keeper = spawn(process.execPath, ['--import', 'tsx', path.join(import.meta.dirname, 'keeper.ts')], {
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
