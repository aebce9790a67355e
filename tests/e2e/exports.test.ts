import { describe, expect, test } from '@jest/globals';
import ExcelJS from 'exceljs';
import type { Page } from 'playwright-core';
import { cellsOf } from '../support/workbooks.ts';
import { expectNoSidewaysScroll, leave, signIn, totalOf } from './people.ts';
import { keep, openStage } from './stage.ts';

const stage = openStage();

async function downloaded(page: Page): Promise<ExcelJS.Worksheet> {
  const link = page.getByRole('link', { name: '下载', exact: true });
  const [file] = await Promise.all([page.waitForEvent('download'), link.click()]);
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(await file.path());
  return book.worksheets[0]!;
}

const take = async (page: Page, entry: RegExp) => {
  await page.getByRole('button', { name: '导出', exact: true }).click();
  await page.getByRole('menuitem', { name: entry }).click();
};

describe('lists as files', () => {
  test(
    'an officer takes what the filter shows, the ledger of faults and the summary, and finds them again',
    stage.story(async () => {
      const officer = await signIn(stage.browser, stage.url, 'hohhot-officer');
      const { page } = officer;
      await page.goto(`/unions?filter=${encodeURIComponent('{"kind":["government"]}')}`);
      const total = await totalOf(page);
      await take(page, /^Excel/);
      expect((await downloaded(page)).rowCount - 1).toBe(total);
      await page.getByRole('button', { name: '关闭 基层工会' }).click();

      await officer.open(/^问题整改/);
      await page.getByRole('heading', { level: 1, name: '问题整改' }).waitFor();
      await take(page, /^问题整改台账/);
      const ledger = await downloaded(page);
      expect(ledger.getCell('A1').value).toBe('问题整改台账');
      expect(cellsOf(ledger, 3)).toHaveLength(18);
      await keep(page, 'export');
      await page.getByRole('button', { name: '关闭 问题整改台账' }).click();

      await page.getByRole('link', { name: '导出记录' }).click();
      await page.getByRole('heading', { name: '导出记录' }).waitFor();
      const files = page.getByRole('listitem').filter({ hasText: /\.xlsx/ });
      await files.nth(1).waitFor();
      expect(await files.count()).toBe(2);
      await leave(officer);
    }),
  );

  test(
    'on a phone the same button stands in the head of the list',
    stage.story(async () => {
      const officer = await signIn(stage.browser, stage.url, 'xincheng-officer', { device: 'phone' });
      const { page } = officer;
      await officer.open(/^问题整改/);
      await page.getByRole('heading', { level: 1, name: '问题整改' }).waitFor();
      await take(page, /^Excel/);
      await page.getByText('问题整改已生成').waitFor();
      await expectNoSidewaysScroll(page);
      await leave(officer);
    }),
  );
});
