import { describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { allocate, drawOrder, drawSample, sampleSize, type PopulationStratum } from '../../shared/rules/sampling.ts';
import { fc } from '../support/property.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0);

const populations = fc.array(fc.nat(400), { minLength: 1, maxLength: 24 }).filter((all) => sum(all) > 0);
/** Populations, and a size between one and all of them. */
const asked = populations.chain((all) =>
  fc.record({ all: fc.constant(all), size: fc.integer({ min: 1, max: sum(all) }) }),
);
const strata = (all: readonly number[]): PopulationStratum[] =>
  all.map((count, index) => ({
    code: `1501${String(index).padStart(2, '0')}`,
    ids: Array.from({ length: count }, (_, n) => `item-${index}-${n}`),
  }));
const seed = fc.stringMatching(/^[0-9a-z]{1,12}$/);

describe('allocation', () => {
  test('the parts sum to the size, none is larger than its population, and who is not empty has at least one', () => {
    fc.assert(
      fc.property(asked, ({ all, size }) => {
        const parts = allocate(all, size);
        expect(sum(parts)).toBe(size);
        const filled = all.filter((one) => one > 0).length;
        for (const [index, part] of parts.entries()) {
          expect(part <= all[index]! && part >= (size >= filled && all[index]! > 0 ? 1 : 0)).toBe(true);
        }
      }),
    );
  });

  test('each part lies within one of its proportion, of what is left after those that have their one', () => {
    fc.assert(
      fc.property(asked, ({ all, size }) => {
        const parts = allocate(all, size);
        const exact = all.map((one) => (size * one) / sum(all));
        const guaranteed = size >= all.filter((one) => one > 0).length;
        if (!guaranteed || exact.every((share, index) => share >= 1 || all[index] === 0)) {
          for (const [index, part] of parts.entries()) expect(Math.abs(part - exact[index]!)).toBeLessThan(1);
          return;
        }
        const large = all.flatMap((one, index) => (parts[index]! > 1 ? [{ one, part: parts[index]! }] : []));
        const [left, rest] = [sum(large.map(({ part }) => part)), sum(large.map(({ one }) => one))];
        for (const { one, part } of large) expect(Math.abs(part - (left * one) / rest)).toBeLessThan(2);
      }),
    );
  });

  test('a larger stratum never has a smaller part', () => {
    fc.assert(
      fc.property(asked, ({ all, size }) => {
        const parts = allocate(all, size);
        const pairs = all.map((one, index) => ({ one, part: parts[index]! })).sort((a, b) => a.one - b.one);
        for (const [index, { one, part }] of pairs.slice(1).entries())
          if (one > pairs[index]!.one) expect(part).toBeGreaterThanOrEqual(pairs[index]!.part);
      }),
    );
  });

  test.each([
    [[60, 30, 10], 10, [6, 3, 1]],
    [[1000, 1, 1], 6, [4, 1, 1]],
    [[5, 5, 5], 2, [1, 1, 0]],
    [[7, 0, 3], 10, [7, 0, 3]],
  ])('of %j, %i are %j', (all, size, parts) => {
    expect(allocate(all, size)).toEqual(parts);
  });
});

describe('the draw', () => {
  const draw = (all: readonly number[], size: number, by: string) => drawSample(strata(all), { size }, by, sha256);

  test('draws as many as asked, from each stratum its own, none twice', () => {
    fc.assert(
      fc.property(asked, seed, ({ all, size }, by) => {
        const population = strata(all);
        const drawn = drawSample(population, { size }, by, sha256);
        const ids = drawn.flatMap((one) => one.ids);
        expect(ids).toHaveLength(size);
        expect(new Set(ids).size).toBe(size);
        expect(drawn.map(({ ids: part }) => part.length)).toEqual(allocate(all, size));
        for (const [index, one] of drawn.entries())
          expect(one.ids.every((id) => population[index]!.ids.includes(id))).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  test('the order in which strata and ids are given does not matter, and the same seed draws the same', () => {
    fc.assert(
      fc.property(asked, seed, fc.infiniteStream(fc.nat()), ({ all, size }, by, dice) => {
        const shuffled = <T>(list: readonly T[]) =>
          list
            .map((one) => ({ one, at: dice.next().value as number }))
            .sort((a, b) => a.at - b.at)
            .map(({ one }) => one);
        const mixed = shuffled(strata(all)).map(({ code, ids }) => ({ code, ids: shuffled(ids) }));
        expect(drawSample(mixed, { size }, by, sha256)).toEqual(draw(all, size, by));
      }),
      { numRuns: 40 },
    );
  });

  test('another seed draws others', () => {
    const samples = Array.from({ length: 50 }, (_, n) => JSON.stringify(draw([80, 60, 40], 20, `seed-${n}`)));
    expect(new Set(samples).size).toBe(50);
  });

  test('every item has the same chance', () => {
    const hits = new Map<string, number>();
    for (let n = 0; n < 2000; n += 1)
      for (const id of draw([20], 5, String(n)).flatMap(({ ids }) => ids)) hits.set(id, (hits.get(id) ?? 0) + 1);
    // 2000 draws of 5 in 20: 500 each, with a standard deviation below 20.
    for (const count of hits.values()) expect(Math.abs(count - 500)).toBeLessThan(100);
    expect(hits.size).toBe(20);
  });

  test('it is repeated from its description alone: SHA-256 of seed:id, smallest first', () => {
    expect(drawOrder(['a', 'b', 'c'], '7', sha256)).toEqual(
      ['a', 'b', 'c'].sort((x, y) => (sha256(`7:${x}`) < sha256(`7:${y}`) ? -1 : 1)),
    );
    expect(sha256('7:a').slice(0, 8)).toBe('82d9d62b');
  });

  test('a share is rounded and is at least one; more than there are is refused', () => {
    expect(sampleSize({ share: 0.1 }, 44)).toBe(4);
    expect(sampleSize({ share: 0.1 }, 45)).toBe(5);
    expect(sampleSize({ share: 0.01 }, 3)).toBe(1);
    expect(sampleSize({ share: 1 }, 7)).toBe(7);
    expect(() => draw([3, 4], 8, 'x')).toThrow(RangeError);
    expect(() => draw([0], 1, 'x')).toThrow(RangeError);
  });
});
