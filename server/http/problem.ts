import type { ErrorRequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import { faultSentence, faultsOf } from '../../shared/faults.ts';
import { sentence, type MessageCode } from '../../shared/messages.ts';
import type { Language } from '../../shared/words.ts';
import { databaseFault, type DatabaseFault } from '../db/faults.ts';
import { Failure } from '../errors.ts';

/** The conflict that each named constraint means: the field that shows it, and its sentence. */
const conflicts: Record<string, { field?: string; code: MessageCode }> = {
  users_username: { field: 'username', code: 'username-taken' },
  unions_name: { field: 'name', code: 'name-taken' },
  organisations_pk: { field: 'code', code: 'code-taken' },
  checklists_edition: { code: 'stale-version' },
  settings_pk: { code: 'stale-version' },
  sites_name: { field: 'name', code: 'site-name-taken' },
  site_reports_month: { field: 'month', code: 'month-taken' },
  reinspection_items_waiting: { code: 'already-drawn' },
  enterprises_uscc: { field: 'uscc', code: 'uscc-taken' },
  views_name: { field: 'name', code: 'view-name-taken' },
  views_default: { code: 'stale-version' },
  channels_name: { field: 'name', code: 'channel-name-taken' },
  identity_providers_name: { field: 'name', code: 'provider-name-taken' },
  letters_doc_no: { field: 'docNo', code: 'doc-no-taken' },
};

type DatabaseError = Error & { code?: string; constraint?: string };

/** What Express and its readers of bodies say of a request that they can't read. */
type Unread = { type?: string; limit?: number; expose?: boolean };

/** The failure that an unexpected error amounts to; nothing of the inside gets out. */
function failureOf(error: unknown): Failure | null {
  if (error instanceof Failure) return error;
  if (error instanceof z.ZodError) return new Failure(422, 'invalid-input', { errors: faultsOf(error) });
  const { code, constraint = '', type, limit, expose } = error as DatabaseError & Unread;
  if (type === 'entity.too.large') return new Failure(413, 'too-large', { params: { limit: megabytes(limit ?? 0) } });
  if (type === 'entity.parse.failed' || type === 'encoding.unsupported' || type === 'request.size.invalid') {
    return new Failure(400, 'malformed-json');
  }
  if (type === 'charset.unsupported') return new Failure(415, 'unsupported-type');
  // Whatever else keeps a body from being read is its sender's: packed wrongly, cut off.
  if (expose === true) return new Failure(400, 'malformed-json');
  if (error instanceof URIError) return new Failure(400, 'malformed-json');
  if (code === '23505') {
    const known = conflicts[constraint];
    return new Failure(409, known?.code ?? 'duplicate', known?.field ? { errors: { [known.field]: known.code } } : {});
  }
  // A foreign key that still holds: something hangs on the record.
  if (code === '23503') return new Failure(409, 'not-deletable');
  // Deadlock or serialisation: the other transaction won.
  if (code === '40P01' || code === '40001') return new Failure(409, 'stale-version');
  const ailing = databaseFault(error);
  return ailing && unable(ailing, error);
}

/** A server that can't serve just now: what the user reads, and the cause for the log. */
function unable(fault: DatabaseFault, cause: unknown): Failure {
  const [status, code] = unableTo[fault];
  const failure = new Failure(status, code);
  failure.cause = cause;
  return failure;
}

const unableTo: Record<DatabaseFault, [number, MessageCode]> = {
  away: [503, 'unavailable'],
  busy: [503, 'overloaded'],
  slow: [503, 'took-too-long'],
  full: [507, 'database-full'],
};

/** Seconds after which another attempt is worth its while. */
const retryAfter: Record<number, number> = { 503: 5, 507: 60 };

export const megabytes = (bytes: number) =>
  bytes >= 1_048_576 ? `${Math.round(bytes / 1_048_576)} MB` : `${Math.round(bytes / 1024)} kB`;

export function sendProblem(res: Response, failure: Failure, language: Language): void {
  const errors = failure.errors && {
    errors: Object.fromEntries(
      Object.entries(failure.errors).map(([field, fault]) => [field, faultSentence(fault, language)]),
    ),
  };
  const seconds = retryAfter[failure.status];
  if (seconds) res.set('Retry-After', String(seconds));
  res
    .status(failure.status)
    .type('application/problem+json')
    .send(
      JSON.stringify({
        ...failure.extra,
        status: failure.status,
        title: sentence(failure.code, 'en', failure.params),
        message: sentence(failure.code, language, failure.params),
        code: failure.code,
        ...errors,
      }),
    );
}

export function errorHandler(log: Logger): ErrorRequestHandler {
  return (error, req, res, next) => {
    if (res.headersSent) return next(error);
    const known = failureOf(error);
    const requestId = String(req.id ?? '');
    if (known?.cause) log.warn({ err: known.cause as Error, requestId }, known.code);
    if (!known) log.error({ err: error as Error, requestId }, 'unexpected error');
    sendProblem(
      res,
      known ?? new Failure(500, 'internal', { params: { requestId } }),
      languageOf(req.headers['accept-language']),
    );
  };
}

/** The language of `Accept-Language`; Chinese where it names neither. */
export function languageOf(header: string | undefined): Language {
  const tags = (header ?? '').split(',').map((tag) => {
    const [name = '', ...rest] = tag.trim().toLowerCase().split(';');
    const quality = Number(rest.map((part) => /^\s*q=([\d.]+)/.exec(part)?.[1]).find(Boolean) ?? 1);
    return { name, quality };
  });
  const wanted = tags.sort((a, b) => b.quality - a.quality).find(({ name }) => /^(zh|en)/.test(name));
  return !wanted || wanted.name.startsWith('zh') ? 'zh' : 'en';
}
