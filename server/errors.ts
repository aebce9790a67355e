import type { Fault } from '../shared/faults.ts';
import { isMessageCode, type MessageCode } from '../shared/messages.ts';
import type { Refusal } from '../shared/rules/transitions.ts';

export type FieldErrors = Record<string, MessageCode | Fault>;

/** An expected failure: becomes an answer with this status and the sentence of its code. */
export class Failure extends Error {
  readonly status: number;
  readonly code: MessageCode;
  readonly params: Record<string, unknown>;
  readonly errors: FieldErrors | undefined;
  /** What the answer carries beside the sentence, such as the current record of a conflict. */
  readonly extra: Record<string, unknown>;

  constructor(
    status: number,
    code: MessageCode,
    more: { params?: Record<string, unknown>; errors?: FieldErrors; extra?: Record<string, unknown> } = {},
  ) {
    super(code);
    this.status = status;
    this.code = code;
    this.params = more.params ?? {};
    this.errors = more.errors;
    this.extra = more.extra ?? {};
  }
}

export const notFound = () => new Failure(404, 'not-found');
export const forbidden = (code: MessageCode = 'role-forbidden') => new Failure(403, code);
export const conflict = (code: MessageCode, extra?: Record<string, unknown>) =>
  new Failure(409, code, { extra: extra ?? {} });
/** Runs an act; where somebody else was faster, its 409 carries the record as it stands now. */
export async function orCurrent<T>(act: () => Promise<T>, current: () => Promise<unknown>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'stale-version' || 'current' in error.extra) throw error;
    throw conflict('stale-version', { current: await current() });
  }
}
/** What the transition table refuses, as an answer: 403 for the person, 409 for the state, with its own sentence. */
export function refused({ kind, code }: Refusal, extra?: Record<string, unknown>): Failure {
  const fallback = kind === 'forbidden' ? 'role-forbidden' : 'transition-not-allowed';
  return new Failure(kind === 'forbidden' ? 403 : 409, isMessageCode(code) ? code : fallback, { extra: extra ?? {} });
}
export const badQuery = (detail: string) => new Failure(400, 'invalid-query', { params: { detail } });
/** Input that a field can show: 422. */
export const invalid = (errors: FieldErrors) => new Failure(422, 'invalid-input', { errors });
