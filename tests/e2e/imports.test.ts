import { describe, expect, test } from '@jest/globals';
import ExcelJS from 'exceljs';
import type { Page } from 'playwright-core';
import { expectNoSidewaysScroll, leave, signIn } from './people.ts';
import { keep, openStage } from './stage.ts';

const stage = openStage();

const heading = ['单位名称', '所属地区', '单位性质', '职工人数', '会员人数'];

async function workbook(rows: (string | number)[][]): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  book.addWorksheet('名册').addRows([heading, ...rows]);
  return Buffer.from(await book.xlsx.writeBuffer());
}

const choose = async (page: Page, rows: (string | number)[][]) =>
  page.locator('input[type=file]').setInputFiles({
    name: '工会名册.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: await workbook(rows),
  });

const good = [
  ['甲路小学工会', '新城区', '事业单位', 46, 40],
  ['乙路机械厂工会', '新城区', '企业', 120, 100],
];

describe('unions from a workbook', () => {
  test(
    'an officer takes the template, sends a file, skips what is wrong, imports the rest and takes it back',
    stage.story(async () => {
      const officer = await signIn(stage.browser, stage.url, 'xincheng-officer');
      const { page } = officer;
      await officer.open(/^基层工会/);
      await page.getByRole('link', { name: '导入', exact: true }).click();
      await page.getByRole('heading', { level: 1, name: '导入基层工会' }).waitFor();
      const [template] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: '下载模板' }).click(),
      ]);
      expect(template.suggestedFilename()).toBe('基层工会导入模板.xlsx');

      await choose(page, [...good, ['丙路商店工会', '回民区', '企业', '很多', 3]]);
      await page.getByRole('heading', { name: '1 行有错误' }).waitFor();
      await page.getByText('“回民区”不在您的管理范围内，或没有这个组织。').waitFor();
      const errors = page.getByRole('link', { name: '下载错误表' });
      const [marked] = await Promise.all([page.waitForEvent('download'), errors.click()]);
      const book = new ExcelJS.Workbook();
      await book.xlsx.readFile(await marked.path());
      expect(book.worksheets[0]!.getRow(4).values).toEqual(expect.arrayContaining([expect.stringMatching(/回民区/)]));
      await page.getByRole('tab', { name: /^新增 2/ }).click();
      await page.getByText('乙路机械厂工会').waitFor();
      await keep(page, 'import');

      await page.getByRole('radio', { name: /^跳过错误行/ }).click();
      await page.getByRole('button', { name: '导入 2 家工会' }).click();
      await page.getByRole('heading', { name: '已导入 2 行' }).waitFor();
      await page.getByRole('button', { name: '撤销导入' }).click();
      await page.getByRole('dialog').getByRole('button', { name: '撤销导入' }).click();
      await page.getByRole('heading', { name: '已撤销，恢复到导入之前' }).waitFor();
      await page.getByRole('link', { name: '导入记录' }).click();
      await page.getByRole('listitem').filter({ hasText: '工会名册.xlsx' }).filter({ hasText: '已撤销' }).waitFor();
      await leave(officer);
    }),
  );

  test(
    'on a phone the same way is taken with a thumb, and a second time nothing is left to do',
    stage.story(async () => {
      const officer = await signIn(stage.browser, stage.url, 'xincheng-officer', { device: 'phone' });
      const { page } = officer;
      for (const sentence of [/^导入 2 家工会$/, null]) {
        await page.goto('/imports/create?kind=unions');
        await page.getByRole('button', { name: '选择文件' }).waitFor();
        await choose(page, good);
        if (!sentence) break;
        const button = page.getByRole('button', { name: sentence });
        await button.waitFor();
        await expectNoSidewaysScroll(page);
        await button.click();
        await page.getByRole('heading', { name: '已导入 2 行' }).waitFor();
      }
      await page.getByRole('heading', { name: /完全一致/ }).waitFor();
      await expectNoSidewaysScroll(page);
      await leave(officer);
    }),
  );
});
