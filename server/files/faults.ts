import { Failure } from '../errors.ts';

const full = new Set(['ENOSPC', 'EDQUOT']);
/** What a folder or a bucket says when it can't be reached, written or found, whoever is to blame. */
const unavailable = new Set(
  (
    'EIO EROFS EACCES EPERM EMFILE ENFILE ENOTDIR ECONNREFUSED ECONNRESET ENOTFOUND EAI_AGAIN EHOSTUNREACH ENETUNREACH ' +
    'ETIMEDOUT EPIPE TimeoutError NetworkingError NoSuchBucket NoSuchKey'
  ).split(' '),
);

type StorageError = {
  code?: unknown;
  name?: unknown;
  message?: unknown;
  $metadata?: { httpStatusCode?: number };
  cause?: unknown;
};

/** The answer that a fault of the storage amounts to: 507 where there is no room, 503 else; null for what is none. */
export function storageFailure(error: unknown): Failure | null {
  if (error instanceof Failure || typeof error !== 'object' || error === null) return null;
  const { code, name, $metadata } = error as StorageError;
  if (full.has(String(code))) return because(507, 'storage-full', error);
  const known = unavailable.has(String(code)) || unavailable.has(String(name));
  // Whatever else a bucket answers (a wrong key, no such bucket, overload): the sentence is for the user, the cause for the log.
  return known || $metadata !== undefined ? because(503, 'storage-unavailable', error) : null;
}

function because(status: number, code: 'storage-full' | 'storage-unavailable', cause: unknown): Failure {
  const failure = new Failure(status, code);
  failure.cause = cause;
  return failure;
}
