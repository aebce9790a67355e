import { describe, expect, test } from '@jest/globals';
import { chooseCampaign, expectNoSidewaysScroll, leave, numberIn, signIn, totalOf } from './people.ts';
import { keep, openStage } from './stage.ts';

const stage = openStage();

/** The fifth point of the main job: figures, and the way from each to its rows. */
describe('the leader', () => {
  test(
    '5: the leader sees the figures, and each leads to exactly its rows',
    stage.story(async () => {
      const leader = await signIn(stage.browser, stage.url, 'nmg-leader');
      const { page } = leader;
      const home = page.getByRole('main');
      await home.getByRole('link', { name: '督导看板' }).click();
      await home.getByRole('region', { name: '问题排名' }).waitFor();
      const doors: [name: string, pattern: RegExp][] = [
        ['应查', /^应查 ([\d,]+)/],
        ['问题数', /^问题数 ([\d,]+)/],
        ['逾期', /^逾期 ([\d,]+)/],
        ['已查', /^已查 ([\d,]+)/],
        ['有问题', /^有问题 ([\d,]+)/],
        ['整改到位', /^整改到位 ([\d,]+)/],
        ['销号', /^销号 ([\d,]+)/],
        ['Q6', /^Q6 .* ([\d,]+)$/],
      ];
      await chooseCampaign(page, /组织建设自查自纠/);
      await keep(page, 'dashboard-desktop');
      const scrolls = await page.evaluate(() => document.documentElement.scrollHeight > window.innerHeight + 1);
      expect(scrolls).toBe(false);
      const address = page.url();
      for (const [name, pattern] of doors) {
        await page.goto(address);
        const link = home.getByRole('link', { name: new RegExp(`^${name} `) }).first();
        await link.waitFor();
        const figure = await numberIn(link, pattern);
        await link.click();
        await page.waitForURL(/\/(inspections|rectifications)/);
        await page
          .getByText(/共\s*[\d,]+\s*项/)
          .first()
          .waitFor();
        expect([name, await totalOf(page)]).toEqual([name, figure]);
      }
      await page.goto(address);
      await home
        .getByRole('region', { name: '各地排名' })
        .getByRole('link', { name: /^呼和浩特/ })
        .click();
      await page.getByRole('heading', { level: 1, name: '呼和浩特' }).waitFor();
      const district = home.getByRole('region', { name: '各地排名' }).getByRole('link', { name: /^新城区/ });
      const items = await numberIn(district, /\/ ([\d,]+)$/);
      await district.click();
      await page.getByRole('heading', { level: 1, name: '新城区' }).waitFor();
      await home.getByRole('link', { name: new RegExp(`^问题数 ${items} `) }).click();
      await page.getByRole('heading', { level: 1, name: '问题整改' }).waitFor();
      await page
        .getByText(/共\s*[\d,]+\s*项/)
        .first()
        .waitFor();
      expect(await totalOf(page)).toBe(items);
      await leave(leader);
    }),
  );

  test(
    '5b: on a phone the leader’s page stacks and nothing scrolls sideways',
    stage.story(async () => {
      const leader = await signIn(stage.browser, stage.url, 'nmg-leader', { device: 'phone' });
      await leader.page.getByRole('main').getByRole('link', { name: '督导看板' }).click();
      await leader.page.getByRole('region', { name: '问题排名' }).waitFor();
      await chooseCampaign(leader.page, /组织建设自查自纠/);
      await expectNoSidewaysScroll(leader.page);
      await keep(leader.page, 'dashboard-phone');
      await leave(leader);
    }),
  );
});
