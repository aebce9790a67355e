import type { DeliveryFault } from '../../shared/deliveries.ts';

/** Why a message did not get through: a code with a sentence of its own, and what the other side said, cut short. */
export class SendFailure extends Error {
  readonly code: DeliveryFault;
  readonly detail: string;
  /** Trying again is of no use: the other side has refused this very message for good. */
  readonly final: boolean;

  constructor(code: DeliveryFault, detail = '', { final = false } = {}) {
    super(code);
    this.code = code;
    this.detail = oneLine(detail);
    this.final = final;
  }
}

/** The server went down meanwhile: nobody is to blame. */
export class Interrupted extends Error {}

/** At most 160 characters of one line, without control characters. */
export function oneLine(text: string): string {
  const plain = text
    .replace(/[\p{Cc}\p{Surrogate}\u2028\u2029]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return plain.length > 160 ? `${plain.slice(0, 159)}…` : plain;
}
