import type { Actor } from '../permissions.ts';
import { NATION } from './orgCode.ts';

/** A telephone number that can be recognised by whoever knows it: 138****1234. */
export function maskPhone<P extends string | null>(phone: P): P {
  if (phone === null) return phone;
  return (phone.length < 8 ? '****' : phone.replace(/^(.{3}).*(.{4})$/, '$1****$2')) as P;
}

/** A person's telephone number as this reader sees it: the nation's leaders read every tenant, and no numbers. */
export function phoneFor<P extends string | null>(actor: Pick<Actor, 'role' | 'orgCode'>, phone: P): P {
  return actor.role === 'leader' && actor.orgCode === NATION ? maskPhone(phone) : phone;
}

/** The history is read by whoever reads the record, so numbers stand in it masked. */
export function withMaskedPhones<C extends Record<string, [unknown, unknown]>>(changes: C): C {
  const masked = (value: unknown) => (typeof value === 'string' ? maskPhone(value) : value);
  const entries = Object.entries(changes).map(([field, [before, after]]) =>
    /phone$/i.test(field) ? [field, [masked(before), masked(after)]] : [field, [before, after]],
  );
  return Object.fromEntries(entries) as C;
}
