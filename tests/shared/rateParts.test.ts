import { expect, test } from '@jest/globals';
import { countNames, measuresOf, type Counts } from '../../shared/rules/measures.ts';
import { isRate, rateParts, type RateKey } from '../../shared/rules/rateParts.ts';
import { standingMeasures, standingNames, type StandingCounts } from '../../shared/rules/standing.ts';
import { fc } from '../support/property.ts';

const countsOf = <T>(names: readonly string[]) =>
  fc.tuple(...names.map(() => fc.nat(50))).map((list) => Object.fromEntries(names.map((n, i) => [n, list[i]])) as T);

test('every rate is what stands above its line divided by what stands below', () => {
  fc.assert(
    fc.property(countsOf<Counts>(countNames), countsOf<StandingCounts>(standingNames), (campaign, registers) => {
      const all = { ...measuresOf(campaign), ...standingMeasures(registers) };
      const rates = Object.keys(all).filter(isRate);
      expect(rates.sort()).toEqual(Object.keys(rateParts).sort());
      const sum = (names: (typeof rateParts)[RateKey]['above']) => names.reduce((total, name) => total + all[name], 0);
      for (const rate of rates) {
        const { above, below } = rateParts[rate];
        expect(all[rate]).toBe(sum(below) === 0 ? null : sum(above) / sum(below));
      }
    }),
  );
});
