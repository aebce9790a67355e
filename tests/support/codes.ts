import { Secret, TOTP } from 'otpauth';

/** Milliseconds for which one code is good. */
const STEP = 30_000;

/** The code of so many steps from then. */
export const codeAt = (secret: string, steps = 0, then = Date.now()) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: then + steps * STEP });

/** An instant with most of its step before it. */
export async function earlyInStep(): Promise<number> {
  const left = STEP - (Date.now() % STEP);
  if (left < STEP * 0.6) await new Promise((resolve) => setTimeout(resolve, left));
  return Date.now();
}
