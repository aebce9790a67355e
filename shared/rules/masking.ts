import type { Actor } from '../permissions.ts';
import { districtOf, isAtOrAbove, NATION } from './orgCode.ts';

/** A telephone number that can be recognised by whoever knows it: 138****1234. */
export function maskPhone<P extends string | null>(phone: P): P {
  if (phone === null) return phone;
  return (Array.from(phone as string).length < 8 ? '****' : phone.replace(/^(.{3}).*(.{4})$/su, '$1****$2')) as P;
}

/** A certificate's number likewise: 81****6789. */
export function maskCertificate<C extends string | null>(certificate: C): C {
  if (certificate === null) return certificate;
  const short = Array.from(certificate as string).length < 8;
  return (short ? '****' : certificate.replace(/^(.{2}).*(.{4})$/su, '$1****$2')) as C;
}

/** The numbers by which one person is found, by the fields that hold them, in any record, and how each is masked. */
export const personalNumbers = {
  chairPhone: maskPhone,
  contactPhone: maskPhone,
  certificateNo: maskCertificate,
} as const;
export type PersonalNumber = keyof typeof personalNumbers;
const personalFields = Object.keys(personalNumbers) as PersonalNumber[];

export const isPersonalNumber = (field: string): field is PersonalNumber => Object.hasOwn(personalNumbers, field);

type Reader = Pick<Actor, 'role' | 'orgCode' | 'unionId'>;
type Whose = { orgCode: string; unionId?: string | null };

/**
 * Whether somebody works with that union or enterprise directly, and needs its numbers: its chair, and the officers of its
 * district or below. Where there is no district, of the federation that takes its place (分级管理). Superiors ask for them.
 */
export function worksWith({ role, orgCode, unionId }: Reader, whose: Whose): boolean {
  if (role === 'reporter') return unionId !== null && unionId === whose.unionId;
  return (role === 'officer' || role === 'admin') && isAtOrAbove(districtOf(whose.orgCode), orgCode);
}

/** A record with its personal numbers as this reader may see them. */
export function withNumbersFor<R extends object>(reader: Reader, whose: Whose, record: R): R {
  return worksWith(reader, whose) ? record : masked(record);
}

function masked<R extends object>(record: R): R {
  const numbers: Partial<Record<PersonalNumber, string>> = {};
  for (const field of personalFields) {
    const value = (record as Record<string, unknown>)[field];
    if (typeof value === 'string') numbers[field] = personalNumbers[field](value);
  }
  return { ...record, ...numbers };
}

/** The number of a federation's office as this reader sees it: for all of the tenant, and not for the nation's leaders. */
export function officePhoneFor<P extends string | null>(actor: Pick<Actor, 'role' | 'orgCode'>, phone: P): P {
  return actor.role === 'leader' && actor.orgCode === NATION ? maskPhone(phone) : phone;
}

type ChangesOf = Record<string, [unknown, unknown]>;

function maskedChanges<C extends ChangesOf>(
  changes: C,
  mask: (value: unknown, field: PersonalNumber, side: 0 | 1) => unknown,
): C {
  const entries = Object.entries(changes).map(([field, [before, after]]) =>
    isPersonalNumber(field) ? [field, [mask(before, field, 0), mask(after, field, 1)]] : [field, [before, after]],
  );
  return Object.fromEntries(entries) as C;
}

const maskedText = (value: unknown, field: PersonalNumber) =>
  typeof value === 'string' ? personalNumbers[field](value) : value;

/** The history is read by whoever reads the record, so numbers stand in it masked. */
export const withMaskedNumbers = <C extends ChangesOf>(changes: C): C => maskedChanges(changes, maskedText);

/** What a file would change, for whoever brought it: what was there is masked, what they wrote themselves is not. */
export const withOldNumbersFor = <C extends ChangesOf>(reader: Reader, whose: Whose, changes: C): C =>
  worksWith(reader, whose)
    ? changes
    : maskedChanges(changes, (value, field, side) => (side === 0 ? maskedText(value, field) : value));

export type Kept = { values: Record<string, unknown>; faults: PersonalNumber[] };

/**
 * What a form sends back for numbers that it was shown masked: the same mask keeps what is there. A mask that belongs to
 * no number is a fault: it would be written in the number's place.
 */
export function keepMasked(before: object, sent: object): Kept {
  const there = before as Record<string, unknown>;
  const values: Record<string, unknown> = {};
  const faults: PersonalNumber[] = [];
  for (const [field, value] of Object.entries(sent)) {
    if (!isPersonalNumber(field) || typeof value !== 'string' || !value.includes('****')) continue;
    if (value === there[field] || value === maskedText(there[field], field)) values[field] = there[field];
    else faults.push(field);
  }
  return { values, faults };
}
