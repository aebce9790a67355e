import { describe, expect, test } from '@jest/globals';
import { alikeBits, isAlike, lookDistance, lookOf, lookSide, type Look } from '../../shared/rules/looks.ts';
import { fc } from '../support/property.ts';

type Wave = { u: number; v: number; strength: number };

/** Scenes: a few waves of low frequency, which is what is left of a photograph that is made small. */
const waves = fc.array(
  fc.record({
    u: fc.integer({ min: 0, max: 7 }),
    v: fc.integer({ min: 0, max: 7 }),
    strength: fc.integer({ min: -60, max: 60 }),
  }),
  { minLength: 40, maxLength: 60 },
);
const clamp = (value: number) => Math.max(0, Math.min(255, Math.round(value)));
const draw = (scene: readonly Wave[], change: (value: number, at: number) => number = (value) => value) =>
  Array.from({ length: lookSide ** 2 }, (_, at) => {
    const [x, y] = [at % lookSide, Math.floor(at / lookSide)];
    const value = scene.reduce(
      (sum, { u, v, strength }) =>
        sum +
        (strength / 6) *
          Math.cos((Math.PI * (x + 0.5) * u) / lookSide) *
          Math.cos((Math.PI * (y + 0.5) * v) / lookSide),
      128,
    );
    return clamp(change(value, at));
  });
const look = fc.tuple(
  ...([0, 1, 2, 3] as const).map(() => fc.integer({ min: 0, max: 65_535 })),
) as unknown as fc.Arbitrary<Look>;

describe('the look of a picture', () => {
  test('stays when all of it gets darker or paler', () => {
    fc.assert(
      fc.property(
        waves,
        fc.integer({ min: -20, max: 20 }),
        fc.double({ min: 0.8, max: 1, noNaN: true }),
        (scene, light, range) => {
          const [before, after] = [
            lookOf(draw(scene)),
            lookOf(draw(scene, (value) => (value - 128) * range + 128 + light)),
          ];
          fc.pre(before !== null && after !== null);
          // Rounding to whole grey values moves what lies at the median.
          expect(lookDistance(before!, after!)).toBeLessThanOrEqual(8);
        },
      ),
      { numRuns: 20 },
    );
  });

  test('is told from 32 × 32 pixels and nothing else', () => {
    expect(() => lookOf([1, 2, 3])).toThrow(RangeError);
  });

  test('is none where nothing can be seen: one colour, or the noise of a camera in the dark', () => {
    fc.assert(
      fc.property(fc.nat(255), fc.array(fc.nat(6), { minLength: 1024, maxLength: 1024 }), (grey, noise) => {
        expect(lookOf(noise.map((value) => clamp(grey + value)))).toBeNull();
      }),
      { numRuns: 20 },
    );
  });

  test('has as many bits set as not, so that its quarters spread over the indexes', () => {
    fc.assert(
      fc.property(waves, (scene) => {
        const told = lookOf(draw(scene));
        fc.pre(told !== null);
        expect(lookDistance(told!, [0, 0, 0, 0])).toBeLessThanOrEqual(32);
      }),
      { numRuns: 20 },
    );
  });
});

describe('the distance of two looks', () => {
  test('is a distance: nothing to oneself, the same both ways, never longer by a third', () => {
    fc.assert(
      fc.property(look, look, look, (a, b, c) => {
        expect(lookDistance(a, a)).toBe(0);
        expect(lookDistance(a, b)).toBe(lookDistance(b, a));
        expect(lookDistance(a, c)).toBeLessThanOrEqual(lookDistance(a, b) + lookDistance(b, c));
      }),
    );
  });

  test('of two that are alike leaves a quarter with at most one bit changed: what the indexes look for', () => {
    fc.assert(
      fc.property(look, fc.uniqueArray(fc.nat(63), { maxLength: alikeBits }), (one, flipped) => {
        const other = one.map((part, quarter) =>
          flipped.filter((bit) => bit >> 4 === quarter).reduce((value, bit) => value ^ (1 << (bit & 15)), part),
        ) as unknown as Look;
        expect(isAlike(one, other)).toBe(true);
        expect(one.some((part, quarter) => lookDistance([part, 0, 0, 0], [other[quarter]!, 0, 0, 0]) <= 1)).toBe(true);
      }),
    );
  });
});
