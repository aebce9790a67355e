import { usccCheck } from '../../../shared/rules/uscc.ts';
import { addDays } from '../../../shared/rules/days.ts';
import type { Chance } from './chance.ts';
import type { Schema } from './contract.ts';
import { fc } from '../property.ts';

/** What values are drawn from: who asks, and what there is to be named. */
export type Source = {
  by: Chance;
  today: string;
  /** The product's business "now". */
  now(): string;
  /** The record that the request is about, as this person has seen it. */
  about: Record<string, unknown> | null;
  /** An id of a noun, mostly one that the person has seen, sometimes of others, sometimes nobody's. */
  idOf(noun: string | null): string;
  orgCode(): string;
  /** One that nobody has yet. */
  newCode(): string;
  /** Text that says who wrote it. */
  text(longest: number): string;
  /** Questions that answers may name. */
  questions(): string[];
  /** A filter of the list that `resource` names. */
  filterOf(resource: string): unknown;
  robot: string;
};

const nouns: Record<string, string> = { item: 'rectifications', into: 'unions', subject: 'rectifications' };

/** The noun that a field with an id speaks of: `unionIds` of unions, `itemIds` of the items. */
export function nounOf(field: string, nounsKnown: ReadonlySet<string>, here: string): string | null {
  if (field === 'id' || field === 'ids') return here;
  const stem = field.replace(/Ids?$/, '');
  if (nouns[stem]) return nouns[stem];
  if (nounsKnown.has(`${field}s`)) return `${field}s`;
  const kebab = stem.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return [`${kebab}s`, kebab.replace(/y$/, 'ies')].find((name) => nounsKnown.has(name)) ?? null;
}

type Place = { field: string; here: string; nouns: ReadonlySet<string>; body?: Record<string, unknown> };

/** A value that the schema allows and that makes sense where chance permits. */
export function draw(schema: Schema, from: Source, place: Place): unknown {
  const { by } = from;
  if (schema.const !== undefined) return schema.const;
  // Whoever must have a second factor can't go on without one.
  if (place.field === 'secondFactor') return schema.enum ? 'off' : false;
  if (schema.enum) return by.of(schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) {
    const told = choices.filter(({ type }) => type !== 'null');
    return told.length === 0 || (told.length < choices.length && by.happens(0.2))
      ? null
      : draw(by.of(told), from, place);
  }
  const types = [schema.type ?? []].flat();
  if (types.includes('null') && by.happens(0.2)) return null;
  const type = types.find((name) => name !== 'null');
  if (type === 'object' || schema.properties) return drawObject(schema, from, place);
  if (type === 'array') return drawArray(schema, from, place);
  if (type === 'boolean') return by.happens(0.5);
  if (type === 'integer' || type === 'number') return drawNumber(schema, type, from, place);
  if (type === 'string') return drawString(schema, from, place);
  return drawByName(from, place);
}

function drawByName(from: Source, { field, here, nouns: known }: Place): unknown {
  if (/^ids?$|Ids?$/.test(field)) return from.idOf(nounOf(field, known, here));
  if (/On$|^on$|By$|^until$/.test(field)) return dayNear(from);
  return from.text(20);
}

const instantNear = ({ by, today, now }: Source) =>
  by.happens(0.6) ? now() : `${addDays(today, by.between(-30, 0))}T0${by.between(0, 9)}:00:00+08:00`;

const dayNear = ({ by, today }: Source) => addDays(today, by.happens(0.6) ? -by.between(0, 40) : by.between(1, 60));

function drawNumber(schema: Schema, type: string, { by, about }: Source, { field }: Place): number {
  if (field === 'version' && typeof about?.['version'] === 'number') {
    return by.happens(0.9) ? about['version'] : about['version'] + 1;
  }
  const least = Math.max(
    0,
    schema.minimum ?? 0,
    schema.exclusiveMinimum === undefined ? 0 : schema.exclusiveMinimum + 1,
  );
  const most = Math.min(schema.maximum ?? 1e9, least + 120);
  return type === 'integer' ? by.between(least, Math.floor(most)) : least + by.next() * (most - least);
}

function drawString(schema: Schema, from: Source, place: Place): string {
  const { by, today } = from;
  const { field, here, nouns: known } = place;
  if (schema.format === 'uuid' || known.has(`${field}s`)) return from.idOf(nounOf(field, known, here));
  if (schema.format === 'date') return dayNear(from);
  if (schema.format === 'date-time') return instantNear(from);
  if (field === 'code' && schema.pattern?.includes('CN')) return from.newCode();
  if (/orgCode|orgExact|Code$/i.test(field) || field === 'orgCodes' || field === 'addressees') return from.orgCode();
  if (field === 'uscc') return uscc(by);
  if (field === 'email') return `person${by.between(0, 1e9)}@example.org`;
  if (field === 'url') return from.robot;
  if (field === 'issuer') return `https://id${by.between(0, 999)}.example.org`;
  if (field === 'scopes') return 'openid';
  if (field === 'batchCategory') return `batch-${by.between(1, 3)}`;
  if (field === 'kind') return by.of(['rectification-opinion', 'handling-proposal']);
  if (field === 'month') return addDays(today, -by.between(20, 300)).slice(0, 7);
  if (schema.pattern) return matching(schema.pattern, by);
  if (schema.minLength === undefined && schema.maxLength === undefined) {
    return String(drawByName(from, place));
  }
  return from.text(schema.maxLength ?? 60);
}

const patterns = new Map<string, fc.Arbitrary<string>>();

function matching(pattern: string, by: Chance): string {
  const known = patterns.get(pattern) ?? fc.stringMatching(new RegExp(pattern));
  patterns.set(pattern, known);
  return fc.sample(known, { seed: by.between(0, 2 ** 31), numRuns: 1 })[0]!;
}

function uscc(by: Chance): string {
  const first = `91150102MA${String(by.between(0, 9_999_999)).padStart(7, '0')}`;
  return first + usccCheck(first);
}

function drawArray(schema: Schema, from: Source, place: Place): unknown[] {
  if (schema.prefixItems) return schema.prefixItems.map((item) => draw(item, from, place));
  if (!schema.items) return [];
  const { items } = schema;
  const least = schema.minItems ?? 0;
  const length = from.by.between(least, Math.min(schema.maxItems ?? 3, least + 2));
  const drawn = Array.from({ length }, () => draw(items, from, place));
  return [...new Map(drawn.map((value) => [JSON.stringify(value), value])).values()];
}

function drawObject(schema: Schema, from: Source, place: Place): Record<string, unknown> {
  const { by } = from;
  const drawn: Record<string, unknown> = {};
  for (const [field, inner] of Object.entries(schema.properties ?? {})) {
    const needed = schema.required?.includes(field) ?? false;
    const known = place.body?.[field];
    if (known !== undefined && by.happens(0.85)) drawn[field] = known;
    else if (needed || by.happens(field.endsWith('Ids') ? 0.15 : /^(note|reason)$/.test(field) ? 0.9 : 0.4))
      drawn[field] = draw(inner, from, { ...place, field, body: undefined as never });
  }
  const [first] = Object.entries(schema.properties ?? {});
  if (first && place.field !== '' && Object.keys(drawn).length === 0)
    drawn[first[0]] = draw(first[1], from, { ...place, field: first[0] });
  if (schema.properties || !schema.additionalProperties) return drawn;
  if (place.field === 'filter') return {};
  const rest = schema.additionalProperties === true ? {} : schema.additionalProperties;
  const keys = place.field === 'answers' ? from.questions() : [];
  const plainly = place.field === 'answers' && by.happens(0.7);
  for (const key of keys) {
    drawn[key] = plainly ? { value: by.of(['yes', 'no']) } : draw(rest, from, { ...place, field: key });
  }
  return drawn;
}
