/** What ails the database, as far as whoever asked it needs to know. */
export type DatabaseFault = 'away' | 'busy' | 'slow' | 'full';

/** What the driver and its pool say without a code of their own. */
const said: Record<string, DatabaseFault> = {
  'Connection terminated': 'away',
  'Connection terminated unexpectedly': 'away',
  'Connection terminated due to connection timeout': 'away',
  'timeout expired': 'away',
  'Client was closed and is not queryable': 'away',
  'Client has encountered a connection error and is not queryable': 'away',
  'Cannot use a pool after calling end on the pool': 'away',
  'Query read timeout': 'slow',
  'timeout exceeded when trying to connect': 'busy',
};

/** By SQLSTATE (PostgreSQL, appendix A) and by what the operating system says of a connection. */
const coded: Record<string, DatabaseFault> = {
  '57P01': 'away',
  '57P02': 'away',
  '57P03': 'away',
  // A server that went over to a replica, which takes no changes until it is the first.
  '25006': 'away',
  '58030': 'away',
  ECONNREFUSED: 'away',
  ECONNRESET: 'away',
  EPIPE: 'away',
  ETIMEDOUT: 'away',
  ENOTFOUND: 'away',
  EAI_AGAIN: 'away',
  EHOSTUNREACH: 'away',
  ENETUNREACH: 'away',
  '53200': 'busy',
  '53300': 'busy',
  '53400': 'busy',
  '55P03': 'busy',
  '57014': 'slow',
  '25P03': 'slow',
  '25P04': 'slow',
  '53100': 'full',
  ENOSPC: 'full',
  EDQUOT: 'full',
};

/**
 * Whether an error says that the database can't serve just now (away, too busy, too slow, out of room) rather than that
 * the statement was wrong; null where it says anything else. Nothing of the transaction has been kept, unless the
 * connection was lost while it committed.
 */
export function databaseFault(error: unknown): DatabaseFault | null {
  if (typeof error !== 'object' || error === null) return null;
  const { code, message, errors } = error as { code?: unknown; message?: unknown; errors?: unknown };
  // One for each address of a host.
  if (Array.isArray(errors) && errors.length > 0) return databaseFault(errors[0]);
  if (typeof code === 'string' && code !== '') {
    return coded[code] ?? (code.startsWith('08') ? 'away' : null);
  }
  return said[String(message)] ?? null;
}
