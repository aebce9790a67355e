import type { ErrorRequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import { faultSentence, faultsOf } from '../../shared/faults.ts';
import { sentence, type MessageCode } from '../../shared/messages.ts';
import type { Language } from '../../shared/words.ts';
import { Failure } from '../errors.ts';

/** The conflict that each named constraint means: the field that shows it, and its sentence. */
const conflicts: Record<string, { field?: string; code: MessageCode }> = {
  users_username: { field: 'username', code: 'username-taken' },
  unions_name: { field: 'name', code: 'name-taken' },
  organisations_pk: { field: 'code', code: 'code-taken' },
  checklists_edition: { code: 'stale-version' },
};

type DatabaseError = Error & { code?: string; constraint?: string };

/** The failure that an unexpected error amounts to; nothing of the inside gets out. */
function failureOf(error: unknown): Failure | null {
  if (error instanceof Failure) return error;
  if (error instanceof z.ZodError) return new Failure(422, 'invalid-input', { errors: faultsOf(error) });
  const { code, constraint = '', type, limit } = error as DatabaseError & { type?: string; limit?: number };
  if (type === 'entity.too.large') return new Failure(413, 'too-large', { params: { limit: megabytes(limit ?? 0) } });
  if (type === 'entity.parse.failed' || type === 'encoding.unsupported' || type === 'request.size.invalid') {
    return new Failure(400, 'malformed-json');
  }
  if (type === 'charset.unsupported') return new Failure(415, 'unsupported-type');
  if (error instanceof URIError) return new Failure(400, 'malformed-json');
  if (code === '23505') {
    const known = conflicts[constraint];
    return new Failure(409, known?.code ?? 'duplicate', known?.field ? { errors: { [known.field]: known.code } } : {});
  }
  // A foreign key that still holds: something hangs on the record.
  if (code === '23503') return new Failure(409, 'not-deletable');
  // Deadlock or serialisation: the other transaction won.
  if (code === '40P01' || code === '40001') return new Failure(409, 'stale-version');
  if (code === '57P01' || code === '08006' || code === '08001' || code === 'ECONNREFUSED' || code === 'ECONNRESET') {
    return new Failure(503, 'unavailable');
  }
  return null;
}

export const megabytes = (bytes: number) =>
  bytes >= 1_048_576 ? `${Math.round(bytes / 1_048_576)} MB` : `${Math.round(bytes / 1024)} kB`;

export function sendProblem(res: Response, failure: Failure, language: Language): void {
  const errors = failure.errors && {
    errors: Object.fromEntries(
      Object.entries(failure.errors).map(([field, fault]) => [field, faultSentence(fault, language)]),
    ),
  };
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
