import { dayOf, type Day } from '../../shared/rules/days.ts';

let ahead = 0;

/** The server's business clock may differ from this device's. */
export function learnNow(instant: string): void {
  const at = Date.parse(instant);
  if (!Number.isNaN(at)) ahead = at - Date.now();
}

export const now = (): Date => new Date(Date.now() + ahead);

/** Today in Asia/Shanghai by the server's clock. */
export const today = (): Day => dayOf(now());
