import type pg from 'pg';

export type Waits = { seconds?: number };

const HOUR = 3600;

/** As if an hour less had gone by since the last failure: no wait is over, however slow the machine is. */
export const hold = (owner: pg.Client) =>
  owner.query(`update sign_in_failures set blocked_until = blocked_until + interval '${HOUR} seconds'`);

/** What was left of a wait without that hour; below nothing where the machine was slower than the wait. */
export const heldSeconds = ({ seconds = 0 }: Waits) => seconds - HOUR;
