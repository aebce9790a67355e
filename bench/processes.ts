import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '..');

export type Service = {
  url: string;
  /** The most memory that it has held so far, and what it holds now. */
  peakMemoryMb(): number | null;
  memoryMb(): number | null;
  stop(): Promise<void>;
};

/** Starts a program of ours and waits until it says where it listens. */
export async function start(args: readonly string[], env: Record<string, string> = {}): Promise<Service> {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await addressOf(child);
  return {
    url,
    peakMemoryMb: () => memoryOf(child.pid!, 'VmHWM'),
    memoryMb: () => memoryOf(child.pid!, 'VmRSS'),
    stop: () => {
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      if (child.exitCode !== null) return Promise.resolve();
      child.kill('SIGTERM');
      return ended;
    },
  };
}

function addressOf(child: ChildProcess): Promise<string> {
  let said = '';
  return new Promise((resolve, reject) => {
    child.stdout!.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? [];
      if (url) resolve(url);
    });
    child.once('exit', (code) => reject(new Error(`a server ended with ${code}: ${said.slice(-500)}`)));
  });
}

/** Of a process, as Linux counts it. */
function memoryOf(pid: number, what: 'VmHWM' | 'VmRSS'): number | null {
  try {
    const [, kilobytes] = new RegExp(`${what}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kilobytes ? Number(kilobytes) / 1024 : null;
  } catch {
    return null;
  }
}
