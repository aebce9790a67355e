import { spawn } from 'node:child_process';
import path from 'node:path';

/**
 * Starts one PostgreSQL for all test files of a project, in a process of its own that ends with this one. Its address
 * reaches the workers by the environment.
 */
export default async function globalSetup() {
  const keeper = spawn(process.execPath, ['--import', 'tsx', path.join(import.meta.dirname, 'keeper.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  globalThis.testDatabaseKeeper = keeper;
  process.env.TEST_DATABASE = await new Promise((resolve, reject) => {
    let said = '';
    keeper.stdout.on('data', (chunk) => {
      said += chunk;
      if (said.includes('\n')) resolve(said.trim());
    });
    keeper.once('exit', (code) => reject(new Error(`the test database ended with ${code}`)));
  });
}
