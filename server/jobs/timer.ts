import type { Logger } from 'pino';

export type Timer = { stop(): Promise<void> };

/** Runs `task` again and again, `interval` milliseconds after the last run ended. A failure is logged and tried again. */
export function every(
  interval: number,
  name: string,
  log: Logger,
  task: () => Promise<void>,
  { atOnce = false } = {},
): Timer {
  let stopped = false;
  let running: Promise<void> = Promise.resolve();
  let timeout: NodeJS.Timeout;
  const plan = (delay: number) => {
    timeout = setTimeout(() => {
      running = task()
        .catch((error: unknown) => {
          if (!stopped) log.warn({ err: error }, `${name} failed`);
        })
        .finally(() => {
          if (!stopped) plan(interval);
        });
    }, delay);
    timeout.unref();
  };
  plan(atOnce ? 0 : interval);
  return {
    async stop() {
      stopped = true;
      clearTimeout(timeout);
      await running;
    },
  };
}
