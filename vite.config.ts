import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const server = `http://127.0.0.1:${process.env['PORT'] ?? 3000}`;

export default defineConfig({
  root: 'admin',
  plugins: [react()],
  build: { outDir: '../dist/admin', emptyOutDir: true, target: 'es2022' },
  server: { host: '127.0.0.1', port: 5173, proxy: { '/api': { target: server, xfwd: true } } },
});
