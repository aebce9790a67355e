import { describe, expect, test } from '@jest/globals';
import type { BulletinFigures, FigureRow } from '../../shared/bulletins.ts';
import { cutOffWords, draftBody, endsOf, percent, placeName, summaryTable } from '../../shared/rules/bulletin.ts';
import { addCounts, measuresOf, noCounts } from '../../shared/rules/measures.ts';
import { rankingOf } from '../../shared/rules/ranking.ts';
import { fc } from '../support/property.ts';

const cities = '甲市 乙市 丙市 丁市 戊市 己市 庚市 辛市 壬市'.split(' ');

/** Cities with some items, of which some are rectified; few distinct values, so that places are shared often. */
const regions = fc
  .array(fc.tuple(fc.nat(4), fc.nat(4), fc.nat(3)), { minLength: 1, maxLength: cities.length })
  .map((list) =>
    list.map(([tens, share, overdue], index): FigureRow => {
      const items = tens * 10;
      const counts = { ...noCounts, targets: 20, submitted: 10, items, rectified: (items * share) / 4, overdue };
      return { code: `15${String(index + 1).padStart(2, '0')}`, name: cities[index]!, ...measuresOf(counts) };
    }),
  );

function figuresOf(rows: FigureRow[]): BulletinFigures {
  const total = measuresOf(addCounts(rows));
  return {
    cutOffAt: '2026-11-03T15:59:59.999Z',
    orgName: '某自治区',
    campaign: {
      title: '自查自纠',
      docNo: null,
      submitBy: '2026-09-20',
      immediateDueOn: '2026-09-30',
      scheduledDueOn: '2026-12-31',
    },
    total,
    rows,
    ranking: {
      measure: 'rectifiedRate',
      minimumBase: 10,
      target: null,
      previous: null,
      rows: rankingOf(rows, { measure: 'rectifiedRate', minimumBase: 10 }),
    },
    items: [],
    days: [],
    standing: null,
  };
}

describe('the ends of a ranking', () => {
  const ranked = regions.map((rows) => figuresOf(rows).ranking.rows);

  test('name nobody twice, never the last among the best, and everybody who shares a place', () => {
    fc.assert(
      fc.property(ranked, (rows) => {
        const { top, bottom } = endsOf(rows);
        const placed = rows.filter(({ place }) => place !== null);
        expect(top.filter((row) => bottom.includes(row))).toEqual([]);
        const worst = Math.max(...placed.map(({ place }) => place!));
        for (const row of top) expect(row.place).toBeLessThan(worst);
        for (const group of [top, bottom]) {
          const places = new Set(group.map(({ place }) => place));
          expect(placed.filter(({ place }) => places.has(place))).toHaveLength(group.length);
        }
        if (bottom.length > 0) expect(bottom.map(({ place }) => place)).toContain(worst);
      }),
    );
  });

  test('are the first three and the last three of many different ones', () => {
    const rows = cities.map((name, index): FigureRow => {
      const counts = { ...noCounts, items: 100, rectified: 90 - index };
      return { code: `150${index + 1}`, name, ...measuresOf(counts) };
    });
    const { top, bottom } = endsOf(figuresOf(rows).ranking.rows);
    expect([top.map(({ name }) => name), bottom.map(({ name }) => name)]).toEqual([
      ['甲市', '乙市', '丙市'],
      ['庚市', '辛市', '壬市'],
    ]);
  });
});

describe('the drafted text', () => {
  test('says the totals, every overdue region and nothing of those without one; the same figures, the same text', () => {
    fc.assert(
      fc.property(regions, (rows) => {
        const figures = figuresOf(rows);
        const text = draftBody(figures);
        expect(draftBody(structuredClone(figures))).toBe(text);
        expect(text).not.toMatch(/undefined|null|NaN|Infinity/);
        expect(text).toContain(`应自查基层工会${figures.total.targets}家`);
        const late = text.split('\n').find((line) => line.includes('逾期未整改') || line.includes('没有逾期'))!;
        for (const { name, overdue } of rows) {
          expect([name, late.includes(`${name}${overdue}个`)]).toEqual([name, overdue > 0]);
        }
      }),
    );
  });

  test('shares a place in words', () => {
    const rows = ['甲市', '乙市', '丙市', '丁市'].map((name, index): FigureRow => {
      const counts = { ...noCounts, items: 100, rectified: [90, 90, 50, 40][index]! };
      return { code: `150${index + 1}`, name, ...measuresOf(counts) };
    });
    expect(draftBody(figuresOf(rows))).toContain(
      '居前三位的是：甲市、乙市（90.0%，并列第1位）、丙市（50.0%）；居后的是：丁市（40.0%）。',
    );
  });
});

test('the last row of the summary is the sum of those above it', () => {
  fc.assert(
    fc.property(regions, (rows) => {
      const table = summaryTable(figuresOf(rows));
      const sums = [1, 2, 4, 5, 6, 8, 9, 10];
      for (const column of sums) {
        const sum = table.rows.slice(0, -1).reduce((total, row) => total + Number(row[column]), 0);
        expect(Number(table.rows.at(-1)![column])).toBe(sum);
      }
    }),
  );
});

test('instants, shares and places in the words of documents', () => {
  expect(cutOffWords('2026-11-03T23:59:59.999+08:00')).toBe('2026年11月3日24时');
  expect(cutOffWords('2026-11-03T07:00:00Z')).toBe('2026年11月3日15时');
  expect(cutOffWords('2026-11-03T00:05:00+08:00')).toBe('2026年11月3日0时5分');
  expect([percent(null), percent(1), percent(0.8611)]).toEqual(['—', '100.0%', '86.1%']);
  expect(['包头市总工会', '某园区工会', '兴安盟'].map(placeName)).toEqual(['包头市', '某园区', '兴安盟']);
});
