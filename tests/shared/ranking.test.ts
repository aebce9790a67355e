import { describe, expect, test } from '@jest/globals';
import { rankedMeasures, rankingOf, rankingRules } from '../../shared/rules/ranking.ts';
import { fc } from '../support/property.ts';

type Row = { code: string; items: number; closed: number; closedRate: number | null };

const row = (code: string, closed: number, items: number): Row => ({
  code,
  items,
  closed,
  closedRate: items === 0 ? null : closed / items,
});
const options = { measure: 'closedRate', minimumBase: 10 } as const;
const told = (rows: Row[], previous?: Row[]) =>
  rankingOf(rows, { ...options, previous: previous ?? null }).map(({ code, place, tied, apart, moved }) =>
    `${code} ${place ?? '–'}${tied ? '=' : ''} ${apart ?? ''} ${moved ?? ''}`.trimEnd(),
  );

describe('places', () => {
  test('equal values share one and the next skips', () => {
    expect(told([row('a', 9, 10), row('b', 4, 10), row('c', 6, 10), row('d', 12, 20)])).toEqual([
      'a 1',
      'c 2=',
      'd 2=',
      'b 4',
    ]);
  });

  test('small units and those without a value stand apart, the small ones first', () => {
    expect(told([row('a', 0, 0), row('b', 9, 9), row('c', 1, 10)])).toEqual(['c 1', 'b – small', 'a – no-value']);
  });

  test('fewer overdue is better, and who has no item has nothing to be on time with', () => {
    const rows = [
      { code: 'a', items: 40, overdue: 3 },
      { code: 'b', items: 40, overdue: 0 },
      { code: 'c', items: 0, overdue: 0 },
    ];
    const ranked = rankingOf(rows, { measure: 'overdue', minimumBase: 10 });
    expect(ranked.map(({ code, place }) => [code, place])).toEqual([
      ['b', 1],
      ['a', 2],
      ['c', null],
    ]);
  });

  test('places gained and lost since the previous ranking; who is new has not moved', () => {
    const before = [row('a', 9, 10), row('b', 8, 10), row('c', 7, 10), row('d', 1, 2)];
    const now = [row('a', 7, 10), row('b', 8, 10), row('c', 9, 10), row('d', 1, 10)];
    expect(told(now, before)).toEqual(['c 1  2', 'b 2  0', 'a 3  -2', 'd 4']);
  });
});

describe('whatever the figures', () => {
  const rows = fc
    .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.nat(30), fc.nat(30)), {
      selector: ([code]) => code,
      maxLength: 25,
    })
    .map((list) => list.map(([code, part, rest]) => row(String(code), part, part + rest)));

  test('the order in which they come does not matter', () => {
    fc.assert(
      fc.property(
        rows.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        ([list, shuffled]) => {
          expect(rankingOf(shuffled, options)).toEqual(rankingOf(list, options));
        },
      ),
    );
  });

  test('a place is one more than the number of better ones; a share of it means an equal value', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const placed = rankingOf(list, options).filter(({ place }) => place !== null);
        for (const one of placed) {
          const better = placed.filter((other) => other.closedRate! > one.closedRate!);
          const equal = placed.filter((other) => other.closedRate === one.closedRate);
          expect(one.place).toBe(better.length + 1);
          expect(one.tied).toBe(equal.length > 1);
        }
        expect(placed[0]?.place ?? 1).toBe(1);
      }),
    );
  });

  test('nobody is lost, and whoever is small never has a place', () => {
    fc.assert(
      fc.property(rows, fc.nat(40), (list, minimumBase) => {
        const ranked = rankingOf(list, { ...options, minimumBase });
        expect(ranked.map(({ code }) => code).sort()).toEqual(list.map(({ code }) => code).sort());
        for (const one of ranked) {
          const fair = one.closedRate !== null && one.items >= minimumBase;
          expect([one.place !== null, one.apart === null]).toEqual([fair, fair]);
        }
      }),
    );
  });

  test('who rises from one ranking to another falls as far from the other to the one', () => {
    fc.assert(
      fc.property(rows, rows, (one, other) => {
        const moves = (now: Row[], previous: Row[]) =>
          new Map(rankingOf(now, { ...options, previous }).map(({ code, moved }) => [code, moved]));
        const there = moves(other, one);
        const back = moves(one, other);
        for (const { code } of one.filter((row) => there.has(row.code))) {
          const moved = there.get(code) ?? null;
          expect(back.get(code)).toBe(moved === null ? null : 0 - moved);
        }
      }),
    );
  });

  test('no measure is ranked without knowing which way is better', () => {
    expect(rankedMeasures.map((name) => rankingRules[name].better)).not.toContain(undefined);
  });
});
