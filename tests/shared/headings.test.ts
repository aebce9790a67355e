import { describe, expect, test } from '@jest/globals';
import { findHeadings, matchHeadings, type KnownColumn } from '../../shared/rules/headings.ts';
import { fc } from '../support/property.ts';

const columns: KnownColumn[] = [
  { key: 'name', heading: { zh: '单位名称', en: 'Name' }, synonyms: ['名称', '工会名称', '企业名称'], required: true },
  { key: 'orgCode', heading: { zh: '所属地区', en: 'Organisation' }, synonyms: ['地区', '所属组织'], required: true },
  { key: 'members', heading: { zh: '会员数', en: 'Members' }, synonyms: ['会员人数'] },
  { key: 'femaleMembers', heading: { zh: '会员数（女）', en: 'Female members' }, synonyms: ['女会员数'] },
  { key: 'benefitYuan', heading: { zh: '经济效益（元）', en: 'Benefit (yuan)' }, synonyms: [] },
];
const headings = columns.map(({ heading }) => heading.zh);

describe('headings', () => {
  test('in any order', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(headings, { minLength: headings.length }), (cells) => {
        const { places, missing, unknown, doubled } = matchHeadings(cells, columns);
        expect([missing, unknown, doubled]).toEqual([[], [], []]);
        for (const { key, heading } of columns) expect(cells[places.get(key)!]).toBe(heading.zh);
      }),
    );
  });

  test.each([
    ['*单位名称', 'name'],
    [' 单 位 名 称 ', 'name'],
    ['单位名称（必填）', 'name'],
    ['单位名称\n(全称)', 'name'],
    ['ＮＡＭＥ', 'name'],
    ['工会名称', 'name'],
    ['会员数【人】', 'members'],
    ['会员数（女）', 'femaleMembers'],
    ['会员数(女)', 'femaleMembers'],
    ['经济效益', 'benefitYuan'],
    ['经济效益(¥)', 'benefitYuan'],
    ['FEMALE  MEMBERS', 'femaleMembers'],
    ['orgcode', 'orgCode'],
  ])('%s', (heading, key) => expect([...matchHeadings([heading], columns).places]).toEqual([[key, 0]]));

  test('a text of a million characters is no heading and takes no time', () => {
    const begun = process.cpuUsage();
    expect(matchHeadings(['('.repeat(1_000_000), '单位名称'], columns).places.get('name')).toBe(1);
    expect(process.cpuUsage(begun).user).toBeLessThan(10_000_000);
  });

  test('a unit that changes the figures is another column', () => {
    expect(matchHeadings(['经济效益（万元）'], columns).unknown).toEqual([{ place: 0, heading: '经济效益（万元）' }]);
  });

  test('what is unknown is reported, what is missing is named', () => {
    const { unknown, missing } = matchHeadings(['单位名称', null, '微信号', '错误说明'], columns);
    expect(unknown).toEqual([{ place: 2, heading: '微信号' }]);
    expect(missing).toEqual(['orgCode']);
  });

  test('a column twice is an error; its own heading goes before a synonym', () => {
    const { doubled } = matchHeadings(['单位名称', '地区', '单位名称*'], columns);
    expect(doubled).toEqual([{ key: 'name', heading: '单位名称', places: [0, 2] }]);
    const both = matchHeadings(['名称', '单位名称'], columns);
    expect([both.doubled, both.places.get('name'), both.unknown]).toEqual([[], 1, [{ place: 0, heading: '名称' }]]);
  });

  test('are found below titles, and in two rows where they were merged', () => {
    const rows = [
      { row: 1, cells: ['2026年基层工会名册'] },
      { row: 3, cells: ['单位名称', '所属地区', '人员', null] },
      { row: 4, cells: [null, null, '会员数', '会员数（女）'] },
      { row: 5, cells: ['甲工会', '1501', 12, 5] },
    ];
    const found = findHeadings(rows, columns);
    expect(found?.row).toBe(4);
    expect([...found!.places]).toEqual([
      ['name', 0],
      ['orgCode', 1],
      ['members', 2],
      ['femaleMembers', 3],
    ]);
    expect(findHeadings([{ row: 1, cells: ['甲', '乙'] }], columns)).toBeNull();
    expect(findHeadings([], columns)).toBeNull();
  });
});
