import type { Actor } from '../permissions.ts';
import { districtOf, higherOf, isAtOrAbove, isStrictlyAbove, levelOf } from './orgCode.ts';

/** The author of an earlier step, as far as a right depends on it. */
export type Author = { id: string; orgCode: string; role: string };

/** What a right looks at. Fields that a kind of record does not have are left out. */
export type Subject = {
  orgCode: string;
  unionId?: string | null;
  /** The federation that issued the campaign. */
  issuerOrgCode?: string;
  /** Who submitted the inspection, marked the item or asked for the extension. */
  author?: Author | null;
  responsible?: 'self' | 'upper';
  /** Who made the last step, the one that can be withdrawn. */
  lastActorId?: string | null;
};

const isOfficer = (actor: Actor) => actor.role === 'officer' || actor.role === 'admin';
const isReporter = (actor: Actor, subject: Subject) =>
  actor.role === 'reporter' && actor.unionId !== null && actor.unionId === subject.unionId;

/** Strictly above, and in a province, which has no federation above it here, another person of that province. */
function isSuperior(actor: Actor, base: string, author: Author | null | undefined): boolean {
  if (!isOfficer(actor)) return false;
  if (levelOf(base) === 'province') return actor.orgCode === base && actor.id !== author?.id;
  return isStrictlyAbove(actor.orgCode, base);
}

function verifies(actor: Actor, subject: Subject): boolean {
  const district = districtOf(subject.orgCode);
  const base = subject.author ? higherOf(district, subject.author.orgCode) : district;
  return isSuperior(actor, base, subject.author);
}

/** Who may do what (domain §4): the one table of rights that depend on the place of the actor and of the record. */
export const authority = {
  /** create, issue, close a campaign; add targets */
  run: (actor, subject) => isOfficer(actor) && isAtOrAbove(actor.orgCode, subject.issuerOrgCode ?? subject.orgCode),
  /** answer, save, submit an inspection */
  answer: (actor, subject) =>
    isReporter(actor, subject) || (isOfficer(actor) && isAtOrAbove(actor.orgCode, subject.orgCode)),
  /** approve, return an inspection */
  review: (actor, subject) => {
    if (subject.author?.role !== 'reporter')
      return isSuperior(actor, subject.author?.orgCode ?? subject.orgCode, subject.author);
    return isOfficer(actor) && isAtOrAbove(actor.orgCode, districtOf(subject.orgCode));
  },
  /** exempt a target: the issuing federation or above, and the union's city */
  exempt: (actor, subject) =>
    isOfficer(actor) &&
    isAtOrAbove(actor.orgCode, subject.orgCode) &&
    (isAtOrAbove(actor.orgCode, subject.issuerOrgCode ?? subject.orgCode) || levelOf(actor.orgCode) === 'city'),
  /** mark an item rectified, ask for an extension */
  mark: (actor, subject) =>
    (isReporter(actor, subject) && subject.responsible !== 'upper') ||
    (isOfficer(actor) && isAtOrAbove(actor.orgCode, subject.orgCode)),
  /** close, return, reopen, decide an extension */
  verify: verifies,
  /** take back one's own last step */
  own: (actor, subject) => subject.lastActorId === actor.id,
  /** change a checklist or a union: an officer of that organisation or above */
  keep: (actor, subject) => isOfficer(actor) && isAtOrAbove(actor.orgCode, subject.orgCode),
} satisfies Record<string, (actor: Actor, subject: Subject) => boolean>;

export type Right = keyof typeof authority;

export function mayBy(right: Right, actor: Actor, subject: Subject): boolean {
  return authority[right](actor, subject);
}
