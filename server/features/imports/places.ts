import sql from 'sql-template-tag';
import type { Fault } from '../../../shared/faults.ts';
import { ancestorsOf, isAtOrAbove, NATION } from '../../../shared/rules/orgCode.ts';
import type { Ctx } from '../../ctx.ts';
import { inScope } from '../../db/scoped.ts';

type Place = { code: string; name: string; shortName: string; nominal: boolean; active: boolean };

/** Spaces and whatever people put between the steps of a path mean nothing. */
const plain = (text: string) =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s›>»/\\|,，、.。·:：_-]/g, '');

/** An organisation is known by its code, its names, and its names without the words that all federations share. */
const spellings = ({ code, name, shortName }: Place): string[] => [
  ...new Set([code, name, shortName, name.replace(/(?:总工会|工会委员会|工会)$/, '')].map(plain)),
];

export type OwnPlaces = {
  /** The code that a cell (and the path beside it, where the file has one) speaks of, or what is wrong with them. */
  resolve(text: string | null, path: string | null): { code: string | null; fault?: Fault; at?: 'orgPath' };
  /** `内蒙古 › 呼和浩特 › 新城区` from below the reader's own organisation; the own one by its name. */
  label(code: string): string;
  /** All that something may hang on, in the order of their codes. */
  choices(): { code: string; label: string }[];
};

/** The organisations of the reader's own subtree: one outside is as unknown as one that does not exist. */
export async function ownPlaces(ctx: Ctx): Promise<OwnPlaces> {
  const rows = await ctx.query<Place>(sql`
    select code, name, short_name as "shortName", nominal, active from organisations
    where ${inScope(ctx, 'organisations')} order by code`);
  const own = ctx.actor.orgCode;
  const byCode = new Map(rows.map((row) => [row.code, row]));
  const usable = rows.filter(({ code, nominal, active }) => isAtOrAbove(own, code) && !nominal && active);
  const bySpelling = new Map<string, string[]>();
  for (const place of usable) {
    for (const one of spellings(place)) bySpelling.set(one, [...(bySpelling.get(one) ?? []), place.code]);
  }

  /** Whether names of some of these organisations, nearest first, make up the text. */
  const consists = (text: string, above: readonly Place[]): boolean =>
    text === '' ||
    above.some((place, index) =>
      spellings(place).some(
        (one) =>
          one !== '' && text.endsWith(one) && consists(text.slice(0, text.length - one.length), above.slice(index + 1)),
      ),
    );
  const aboveOf = (code: string) => ancestorsOf(code).flatMap((one) => byCode.get(one) ?? []);

  const known = new Map<string, string[]>();
  const candidates = (text: string): string[] => {
    const before = known.get(text);
    if (before) return before;
    const whole = plain(text);
    const found = new Set<string>();
    for (let at = 0; at < whole.length; at += 1) {
      for (const code of bySpelling.get(whole.slice(at)) ?? []) {
        if (consists(whole.slice(0, at), aboveOf(code))) found.add(code);
      }
      // The longest name goes first: 内蒙古 › 新城区 is not also what is called 区.
      if (found.size > 0) break;
    }
    const codes = [...found];
    known.set(text, codes);
    return codes;
  };

  const label = (code: string): string => {
    const line = [...ancestorsOf(code).reverse(), code].filter(
      (one) => one !== NATION && (one === own || (one.length > own.length && one.startsWith(own))),
    );
    const named = line.filter((one) => one === code || (one !== own && !byCode.get(one)?.nominal));
    return named.map((one) => byCode.get(one)?.shortName ?? one).join(' › ');
  };

  const unknown = (value: string): Fault => ({ code: 'import-unknown-place', params: { value } });
  return {
    resolve(text, path) {
      const byName = text === null ? null : candidates(text);
      const byPath = path === null ? null : candidates(path);
      if (byName?.length === 0) return { code: null, fault: unknown(text!) };
      if (byPath?.length === 0) return { code: null, fault: unknown(path!), at: 'orgPath' };
      const codes = byName && byPath ? byName.filter((code) => byPath.includes(code)) : (byName ?? byPath ?? []);
      if (byName && codes.length === 0) return { code: null, fault: { code: 'import-places-differ' } };
      if (codes.length > 1) {
        const example = label(codes[0]!);
        return { code: null, fault: { code: 'import-ambiguous-place', params: { value: text ?? path, example } } };
      }
      return { code: codes[0] ?? null };
    },
    label,
    choices: () => usable.map(({ code }) => ({ code, label: label(code) })),
  };
}
