import type { Actor } from '../permissions.ts';
import { worksWith } from './masking.ts';
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
  /** The federations that a circular is addressed to. */
  addressees?: readonly string[];
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

function speaksAfter(actor: Actor, { orgCode, author }: Subject): boolean {
  return (
    isOfficer(actor) &&
    isAtOrAbove(actor.orgCode, orgCode) &&
    (!author || isStrictlyAbove(actor.orgCode, author.orgCode))
  );
}

const ofProvince = (actor: Actor, { orgCode }: Subject) =>
  isOfficer(actor) && levelOf(actor.orgCode) === 'province' && isAtOrAbove(actor.orgCode, orgCode);

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
  /** recommend a site: an officer strictly above whoever spoke for it last, and at or above it */
  recommend: speaksAfter,
  /** send a site back: whoever could have spoken for it next, and the province */
  'send-back': (actor, subject) => speaksAfter(actor, subject) || ofProvince(actor, subject),
  /** accept, list, inspect again and revoke a site: an officer of its province */
  accept: ofProvince,
  /** remind those who have not answered: on one line with the issuer, of what lies in the own subtree */
  oversee: (actor, subject) =>
    isOfficer(actor) &&
    (isAtOrAbove(actor.orgCode, subject.issuerOrgCode ?? subject.orgCode) ||
      isAtOrAbove(subject.issuerOrgCode ?? subject.orgCode, actor.orgCode)),
  /** see numbers in full that are shown masked: a superior of those who work with the union or the enterprise */
  reveal: (actor, subject) =>
    isOfficer(actor) && isAtOrAbove(actor.orgCode, subject.orgCode) && !worksWith(actor, subject),
  /** acknowledge a circular: an officer of a federation that it is addressed to */
  receive: (actor, subject) => isOfficer(actor) && (subject.addressees ?? []).includes(actor.orgCode),
} satisfies Record<string, (actor: Actor, subject: Subject) => boolean>;

export type Right = keyof typeof authority;

export function mayBy(right: Right, actor: Actor, subject: Subject): boolean {
  return authority[right](actor, subject);
}
