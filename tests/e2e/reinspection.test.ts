import { describe, expect, test } from '@jest/globals';
import { pixel } from '../support/client.ts';
import { expectNoSidewaysScroll, leave, signIn } from './people.ts';
import { keep, openStage } from './stage.ts';

const stage = openStage();

/** A city looks again at what it has closed: a draw that can be proven, and the work in the field. */
describe('re-inspection', () => {
  test(
    'the city draws ten items over its districts, and the draw is proven',
    stage.story(async () => {
      const city = await signIn(stage.browser, stage.url, 'hohhot-officer');
      const { page } = city;
      await city.open(/督导活动/);
      await page
        .getByRole('main')
        .getByRole('link', { name: /自查自纠/ })
        .first()
        .click();
      await page.getByRole('button', { name: '抽样回头看' }).click();
      const dialog = page.getByRole('dialog', { name: '抽取样本' });
      await dialog.getByText(/总体 [\d,]+ 项已销号问题/).waitFor();
      await dialog.getByRole('textbox', { name: '项数' }).fill('9999');
      await dialog.getByText(/样本不能大于总体/).waitFor();
      expect(await dialog.getByRole('button', { name: '抽取', exact: true }).isDisabled()).toBe(true);
      await dialog.getByRole('textbox', { name: '项数' }).fill('10');
      await keep(page, 'reinspection-draw-desktop');
      await dialog.getByRole('button', { name: '抽取 10 项' }).click();
      await page.getByText('已复查 0 / 10').waitFor();
      const districts = await page
        .getByRole('main')
        .getByRole('region')
        .filter({ has: page.getByText(/已复查/) })
        .count();
      expect(districts).toBeGreaterThan(5);
      await page.getByRole('button', { name: '复核抽样' }).click();
      await page.getByText(/复核一致：.*同样的 10 项/).waitFor();
      expect(Number(await stage.one('select count(*) as v from reinspection_items'))).toBe(10);
      for (const box of [0, 1]) await page.getByRole('checkbox').nth(box).check();
      await page.getByRole('button', { name: '巩固 2 项' }).click();
      await page.getByText('已复查 2 / 10').waitFor();
      await keep(page, 'reinspection-desktop');
      await leave(city);
    }),
  );

  test(
    'in the field, on a phone: what holds, and a relapse with a photo that reopens the item',
    stage.story(async () => {
      const city = await signIn(stage.browser, stage.url, 'hohhot-officer', { device: 'phone' });
      const { page } = city;
      await page
        .getByRole('link', { name: /回头看/ })
        .first()
        .click();
      await page.getByRole('heading', { level: 1, name: '回头看' }).waitFor();
      await page.getByRole('main').getByRole('link').filter({ hasText: '已复查' }).first().click();
      await page.getByText('已复查 2 / 10').waitFor();
      await expectNoSidewaysScroll(page);
      await page.getByRole('button', { name: '巩固', exact: true }).first().click();
      await page.getByText('已复查 3 / 10').waitFor();
      await page.getByRole('button', { name: '反弹', exact: true }).first().click();
      const form = page.getByRole('form', { name: /反弹/ });
      await form.getByRole('textbox', { name: /发现的情况/ }).fill('活动室又挪作仓库');
      await form
        .locator('input[type=file]')
        .first()
        .setInputFiles({ name: '活动室.png', mimeType: 'image/png', buffer: pixel('活动室') });
      await form.getByRole('button', { name: '移除 活动室.png' }).waitFor();
      await keep(page, 'reinspection-phone');
      await form.getByRole('button', { name: '登记反弹，重新整改' }).click();
      await page.getByText('已复查 4 / 10').waitFor();
      await expectNoSidewaysScroll(page);
      expect(
        await stage.one(`
          select r.status || ' ' || r.return_reason || ' ' || (select count(*) from attachments a where a.id = any(i.attachment_ids)) as v
          from reinspection_items i join rectifications r on r.id = i.rectification_id where i.outcome = 'relapsed'`),
      ).toBe('reopened 活动室又挪作仓库 1');
      await leave(city);
    }),
  );

  test(
    'the relapse rate stands beside the closed rate, and leads to what has relapsed',
    stage.story(async () => {
      const leader = await signIn(stage.browser, stage.url, 'nmg-leader');
      const { page } = leader;
      await leader.open(/督导活动/);
      await page
        .getByRole('main')
        .getByRole('link', { name: /自查自纠/ })
        .first()
        .click();
      const rate = page.getByRole('link', { name: /^反弹率\s*25\.0 %/ }).first();
      await rate.click();
      await page.getByRole('heading', { level: 1, name: '问题整改' }).waitFor();
      expect(await leader.total()).toBe(1);
      await leave(leader);
    }),
  );
});
