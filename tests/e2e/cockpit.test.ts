import { describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expectNoSidewaysScroll, leave, numberIn, signIn, totalOf } from './people.ts';
import { keep, openStage } from './stage.ts';

const stage = openStage();

const blocks = ['督导', '六有', '建设点', '建会'];

/** The page with its three reports there. */
async function settled(page: Page): Promise<void> {
  const main = page.getByRole('main').or(page.locator('.wall')).first();
  await main
    .getByRole('region', { name: /^各地对比/ })
    .getByRole('row')
    .nth(3)
    .waitFor();
  await main.getByText(/^预测办法/).waitFor();
}

const totalStated = (page: Page) => page.getByText(/共\s*[\d,]+\s*项/).first();

/** How many pages a browser prints. */
async function sheets(page: Page): Promise<number> {
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
}

describe('the leaders’ page', () => {
  test(
    'is the first that they see: four parts on one screen, and each number leads to its rows',
    stage.story(async () => {
      const leader = await signIn(stage.browser, stage.url, 'nmg-leader');
      const { page } = leader;
      const main = page.getByRole('main');
      await page.waitForURL(/\/cockpit/);
      await settled(page);
      await keep(page, 'cockpit-desktop');
      for (const name of blocks) await main.getByRole('region', { name, exact: true }).waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollHeight > window.innerHeight + 1)).toBe(false);

      const address = page.url();
      const doors: [block: string, name: RegExp, pattern: RegExp][] = [
        ['督导', /^逾期/, /^([\d,]+)/],
        ['六有', /^有依法选举的工会主席/, /^([\d,]+)/],
        ['建设点', /^建成建设点/, /^([\d,]+)/],
        ['建会', /^走访/, /^([\d,]+)/],
      ];
      for (const [block, name, pattern] of doors) {
        await page.goto(address);
        const link = main.getByRole('region', { name: block, exact: true }).getByRole('link', { name });
        await link.waitFor();
        const figure = await numberIn(link, pattern);
        await link.click();
        await totalStated(page).waitFor();
        expect([block, await totalOf(page)]).toEqual([block, figure]);
      }
      await leave(leader);
    }),
  );

  test(
    'compares, ranks and forecasts, and leads down to a district',
    stage.story(async () => {
      const leader = await signIn(stage.browser, stage.url, 'gd-leader');
      const { page } = leader;
      const main = page.getByRole('main');
      await settled(page);
      await main.getByText(/^预测办法：按近 14 天/).waitFor();
      await main.getByRole('combobox', { name: '指标' }).click();
      await page.getByRole('option', { name: '建会率' }).click();
      await main.getByRole('region', { name: '建会率 · 近 8 季度' }).waitFor();
      const ranking = main.getByRole('region', { name: '排名 · 建会率' });
      await ranking.getByText(/应建会企业不足 \d+ 的另列/).waitFor();
      const table = main.getByRole('region', { name: '各地对比' });
      // Never one for the other: 1,004 of 1,166 have advanced, 787 are established.
      const shenzhen = table.getByRole('row', { name: /^深圳/ });
      expect(await shenzhen.innerText()).toMatch(/1,166\s+67\.5 %\s+86\.1 %\s+2,714\s+176,566/);
      await shenzhen.getByRole('link', { name: '深圳' }).click();
      await page.getByRole('heading', { level: 1, name: /深圳/ }).waitFor();
      await settled(page);
      await table.getByRole('row', { name: /^南山/ }).waitFor();
      const cell = table.getByRole('row', { name: /^合计/ }).getByRole('link').first();
      const enterprises = await numberIn(cell, /([\d,]+)/);
      await cell.click();
      await totalStated(page).waitFor();
      expect(await totalOf(page)).toBe(enterprises);
      await leave(leader);
    }),
  );

  test(
    'prints on one sheet, whether many regions or few',
    stage.story(async () => {
      for (const username of ['nmg-leader', 'gd-leader', 'nation-leader']) {
        const leader = await signIn(stage.browser, stage.url, username);
        await settled(leader.page);
        expect([username, await sheets(leader.page)]).toEqual([username, 1]);
        await leader.page.emulateMedia({ media: 'print' });
        await leader.page.getByText('报送单位：').waitFor();
        await leave(leader);
      }
    }),
  );

  test(
    'hangs on a wall: without controls, refreshing itself, and outliving a lost network',
    stage.story(async () => {
      const leader = await signIn(stage.browser, stage.url, 'nmg-leader', { expected: [/ERR_INTERNET_DISCONNECTED/] });
      const { page } = leader;
      await page.setViewportSize({ width: 1920, height: 1080 });
      await page.clock.install();
      await page.goto('/cockpit?wall=1');
      const wall = page.locator('.wall');
      await settled(page);
      await keep(page, 'cockpit-wall');
      expect(await wall.getByRole('combobox').count()).toBe(0);
      await wall.getByText(/每分钟自动刷新/).waitFor();
      const refreshed = page.waitForResponse(/\/api\/reports\/cockpit$/);
      await page.clock.fastForward(61_000);
      expect((await refreshed).status()).toBe(200);
      await page.context().setOffline(true);
      await wall.getByText(/网络中断/).waitFor();
      await page.clock.fastForward(120_000);
      expect(await wall.getByRole('region', { name: '督导', exact: true }).innerText()).toMatch(/整改率/);
      await page.context().setOffline(false);
      await page.clock.fastForward(61_000);
      await wall.getByText(/每分钟自动刷新/).waitFor();
      await leave(leader);
    }),
  );

  test(
    'stacks on a phone, and nothing scrolls sideways',
    stage.story(async () => {
      const leader = await signIn(stage.browser, stage.url, 'nmg-leader', { device: 'phone' });
      await settled(leader.page);
      await expectNoSidewaysScroll(leader.page);
      await keep(leader.page, 'cockpit-phone');
      await leave(leader);
    }),
  );
});
