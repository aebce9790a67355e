import { describe, expect, test } from '@jest/globals';
import { isAtOrAbove, isNominal, levelOf } from '../../shared/rules/orgCode.ts';
import { consequenceOf, fateOf, isOpenWork, placedLike, type Destination } from '../../shared/rules/unionChanges.ts';
import { fc } from '../support/property.ts';

const work = fc.record({
  campaignId: fc.constantFrom('a', 'b', 'c'),
  status: fc.constantFrom('pending', 'submitted', 'approved', 'returned', 'exempted'),
  unclosedCount: fc.nat(3),
  campaignStatus: fc.constantFrom('issued', 'closed'),
  issuerOrgCode: fc.constantFrom('15', '1501', '1502', '150102'),
});
const to = fc.option(
  fc.record({
    orgCode: fc.constantFrom('150102', '150103', '150102001', '1501', '150202'),
    openWork: fc.constantFrom('carry' as const, 'end' as const),
    taken: fc.subarray(['a', 'b', 'c']).map((ids): ReadonlySet<string> => new Set(ids)),
  }),
);

describe('what becomes of work when a union moves or ends', () => {
  test('finished work stays, whatever is decided; open work never does', () => {
    fc.assert(
      fc.property(work, to, (one, destination) => {
        expect(fateOf(one, destination) === 'stay').toBe(!isOpenWork(one));
      }),
    );
  });

  test('it goes along only where its campaign is run, beside nothing, and as decided', () => {
    fc.assert(
      fc.property(work, to, (one, destination) => {
        if (fateOf(one, destination) !== 'carry') return;
        expect(destination?.openWork).toBe('carry');
        expect(isAtOrAbove(one.issuerOrgCode, destination!.orgCode)).toBe(true);
        expect(destination!.taken.has(one.campaignId)).toBe(false);
      }),
    );
  });

  test('what is told before adds up to what is open', () => {
    fc.assert(
      fc.property(fc.array(work), to, (works, destination: Destination) => {
        const told = consequenceOf(works, destination);
        const open = works.filter(isOpenWork);
        expect(told.carried + told.ended).toBe(open.length);
        expect(told.carriedItems + told.endedItems).toBe(open.reduce((sum, one) => sum + one.unclosedCount, 0));
        if (!destination) expect(told).toMatchObject({ carried: 0, carriedItems: 0 });
      }),
    );
  });

  test.each([
    ['a faultless one that was approved', 'approved', 0, 'issued', false],
    ['one that waits for its review', 'submitted', 0, 'issued', true],
    ['one that nobody answered', 'pending', 0, 'issued', true],
    ['one that nobody answered before the end', 'pending', 0, 'closed', false],
    ['an item that is not closed, after the end', 'approved', 1, 'closed', true],
    ['an exempted one', 'exempted', 0, 'issued', false],
  ])('%s', (_what, status, unclosedCount, campaignStatus, open) => {
    expect(isOpenWork({ campaignId: 'a', issuerOrgCode: '15', status, unclosedCount, campaignStatus })).toBe(open);
  });
});

describe('an earlier author, seen from the new place', () => {
  const places = ['15', '1501', '150102', '150102001', '1502', '150202', '150202001', '310107', '31'];

  test('stands on its line, no higher and no lower than before', () => {
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.constantFrom(...places), (from, orgCode) => {
        const { orgCode: at } = placedLike({ id: 'a', orgCode: from, role: 'officer' }, orgCode);
        expect(isAtOrAbove(at, orgCode)).toBe(true);
        expect(isNominal(at)).toBe(false);
        if (isAtOrAbove(from, orgCode)) expect(at).toBe(from);
        // A nominal tier is no federation: whoever stood there counts as standing above it.
        else if (from.length <= orgCode.length && !isNominal(orgCode.slice(0, from.length))) {
          expect(levelOf(at)).toBe(levelOf(from));
        }
      }),
    );
  });

  test.each([
    ['150102', '150202', '150202'],
    ['1501', '150202', '1502'],
    ['150102001', '150103', '150103'],
    ['15', '150202', '15'],
    ['440902', '441900003', '4419'],
  ])('%s, moved to %s, counts as %s', (from, orgCode, at) => {
    expect(placedLike({ id: 'a', orgCode: from, role: 'officer' }, orgCode).orgCode).toBe(at);
  });
});
