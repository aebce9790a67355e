import { createHash } from 'node:crypto';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const server = `http://127.0.0.1:${process.env['PORT'] ?? 3000}`;

export default defineConfig({
  root: 'admin',
  plugins: [react(), serviceWorker('worker/sw.ts')],
  build: {
    outDir: '../dist/admin',
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 1_200,
    rolldownOptions: { output: { codeSplitting: { groups: fewFiles() } } },
  },
  server: { host: '127.0.0.1', port: 5173, proxy: { '/api': { target: server, xfwd: true } } },
});

/**
 * One file for the first screen, one for what many screens share, one for each screen: over a line with a delay the
 * number of files counts more than their size. Charts and what they alone need come with the first chart.
 */
function fewFiles() {
  const charts =
    /admin.ui.charts|node_modules.(recharts|victory|d3-|@reduxjs|redux|react-redux|reselect|immer|use-sync|es-toolkit|decimal|eventemitter)/;
  const worker = /admin.worker/;
  return [
    { name: 'first', tags: ['$initial' as const], test: (id: string) => !worker.test(id), priority: 2 },
    { name: 'shared', minShareCount: 3, test: (id: string) => !worker.test(id) && !charts.test(id), priority: 1 },
  ];
}

/** Builds `sw.js` with the list of all files of this build, and a version that changes when any of them does. */
function serviceWorker(source: string): Plugin {
  // Files beside the built ones that the first paint needs.
  const publicFiles = ['/emblem.svg', '/manifest.webmanifest'];
  let reference = '';
  return {
    name: 'console-service-worker',
    apply: 'build',
    enforce: 'post',
    buildStart() {
      reference = this.emitFile({ type: 'chunk', id: source, fileName: 'sw.js' });
    },
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const worker = bundle[this.getFileName(reference)];
        if (worker?.type !== 'chunk') throw new Error('the service worker was not built');
        if (worker.imports.length > 0) throw new Error('the service worker must stand alone');
        // Pictures of the help come from the server when they are looked at.
        const built = Object.keys(bundle)
          .filter((name) => name.startsWith('assets/') && !name.endsWith('.webp'))
          .map((name) => `/${name}`);
        const files = [...built, ...publicFiles].toSorted();
        const page = bundle['index.html'];
        const hash = createHash('sha256').update(JSON.stringify(files)).update(worker.code);
        if (page?.type === 'asset') hash.update(page.source);
        const version = hash.digest('hex').slice(0, 12);
        worker.code = `const consoleFiles=${JSON.stringify(files)},consoleVersion=${JSON.stringify(version)};\n${worker.code}`;
      },
    },
  };
}
