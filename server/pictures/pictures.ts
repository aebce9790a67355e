import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Format, Made, Order, Refused, Report } from './work.ts';

type Wanted = Omit<Order, 'id'>;
type Waiting = { order: Order; settle(report: Report): void };

/** Idle for so long, the helper ends and gives its memory back. */
const IDLE = 20_000;
/** A picture that takes longer is none that a phone makes; a helper that is only starting has longer. */
const SLOW = 30_000;
const SLOW_TO_START = 120_000;
/** After so many pictures a fresh helper takes over: memory of a decoder comes back in pieces that are not reused. */
const SHIFT = 100;

const extension = import.meta.url.endsWith('.ts') ? '.ts' : '.js';
const helper = fileURLToPath(new URL(`./helper${extension}`, import.meta.url));

let child: ChildProcess | null = null;
let made = 0;
let ids = 0;
let idle: NodeJS.Timeout | undefined;
const queue: Waiting[] = [];
let current: { waiting: Waiting; timer: NodeJS.Timeout } | null = null;

function start(): ChildProcess {
  const fresh = fork(helper, [], {
    execArgv: extension === '.ts' ? ['--import', 'tsx'] : [],
    // Two pools of memory are enough for one thread that works.
    env: { PATH: process.env['PATH'], MALLOC_ARENA_MAX: '2' },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  made = 0;
  fresh.on('message', (report: Report) => finish(fresh, report));
  fresh.on('error', () => gone(fresh));
  fresh.on('exit', (_code, signal) => gone(fresh, signal));
  fresh.unref();
  fresh.channel?.unref();
  return fresh;
}

function finish(by: ChildProcess, report: Report): void {
  if (by !== child || current?.waiting.order.id !== report.id) return;
  clearTimeout(current.timer);
  const { waiting } = current;
  current = null;
  made += 1;
  if (made >= SHIFT) dismiss();
  waiting.settle(report);
  next();
}

/** A picture that brought the helper down is damaged; one that could not even be asked about is not. */
function gone(who: ChildProcess, signal: NodeJS.Signals | null = null): void {
  if (who !== child) return;
  child = null;
  if (!current) return;
  clearTimeout(current.timer);
  const { waiting } = current;
  current = null;
  const { id } = waiting.order;
  waiting.settle(signal ? { id, refused: 'damaged' } : { id, failed: 'the helper that draws pictures ended' });
  next();
}

function dismiss(): void {
  const old = child;
  child = null;
  if (old?.connected) old.disconnect();
}

function next(): void {
  clearTimeout(idle);
  if (current) return;
  const waiting = queue.shift();
  if (!waiting) {
    idle = setTimeout(dismiss, IDLE);
    idle.unref();
    return;
  }
  const patience = child ? SLOW : SLOW_TO_START;
  child ??= start();
  const worker = child;
  const timer = setTimeout(() => worker.kill('SIGKILL'), patience);
  current = { waiting, timer };
  worker.send(waiting.order, (error) => {
    if (error) gone(worker);
  });
}

/**
 * Draws a picture anew without anything but its pixels, with a thumbnail and its look; one after the other, outside of
 * this process. Rejects with the error of the machine, such as a full disk.
 */
export function redraw(wanted: Wanted): Promise<Made | Refused> {
  ids += 1;
  const order = { ...wanted, id: ids };
  return new Promise((resolve, reject) => {
    const settle = (report: Report) => {
      if ('made' in report) resolve(report.made);
      else if ('refused' in report) resolve(report.refused);
      else reject(Object.assign(new Error(report.failed), report.code ? { code: report.code } : {}));
    };
    queue.push({ order, settle });
    next();
  });
}

export const formatOf = (mediaType: string): Format | null =>
  mediaType.startsWith('image/') ? (mediaType.slice('image/'.length) as Format) : null;
