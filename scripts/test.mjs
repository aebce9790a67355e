import { spawn } from 'node:child_process';
import path from 'node:path';
import { ensurePackages, root } from './packages.mjs';

/** `npm test`: jest, which sets up the database, the browser and the built console itself where its tests need them. */
ensurePackages();
const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
const jest = spawn(
  process.execPath,
  [...flags, path.join(root, 'node_modules/jest/bin/jest.js'), ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: 'inherit',
  },
);
// Ctrl-C has reached jest already; we stay until it has cleaned up.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => jest.kill('SIGTERM'));
jest.once('exit', (code) => process.exit(code ?? 1));
