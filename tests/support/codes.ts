import { setTimeout as sleep } from 'node:timers/promises';
import { Secret, TOTP } from 'otpauth';

/** Milliseconds for which one code is good. */
const STEP = 30_000;

/** The code of so many steps from then. */
export const codeAt = (secret: string, steps = 0, then = Date.now()) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: then + steps * STEP });

/** An instant with most of its step before it. A timer may ring a moment early, so the clock is asked again. */
export async function earlyInStep(): Promise<number> {
  for (;;) {
    const now = Date.now();
    const left = STEP - (now % STEP);
    if (left >= STEP * 0.6) return now;
    await sleep(left);
  }
}
