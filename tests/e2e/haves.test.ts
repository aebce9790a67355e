import { describe, expect, test } from '@jest/globals';
import { expectNoSidewaysScroll, leave, numberIn, signIn, totalOf } from './people.ts';
import { keep, openStage } from './stage.ts';

const stage = openStage();
const listed = /共\s*[\d,]+\s*项/;

/** The ninth point of the registers: the six haves over time, what ends soon, and what a province decides. */
describe('six haves and settings', () => {
  test(
    '9: every failed share of the analysis leads to exactly as many unions',
    stage.story(async () => {
      const officer = await signIn(stage.browser, stage.url, 'nmg-officer');
      const { page } = officer;
      await officer.open(/六有分析/);
      const heat = page.getByRole('region', { name: '未达标占比' });
      await heat.getByRole('link').first().waitFor();
      await keep(page, 'haves-desktop');
      await page
        .getByRole('region', { name: '各地六有达标率' })
        .getByRole('link', { name: /^呼和浩特/ })
        .click();
      await heat.getByRole('link', { name: '新城区', exact: true }).waitFor();
      const cell = heat.getByRole('link', { name: /^新城区 有依法选举的工会主席/ });
      const failed = Number(/：(\d+) 家/.exec((await cell.getAttribute('aria-label')) ?? '')?.[1]);
      expect(failed).toBeGreaterThan(0);
      await cell.click();
      await page.getByRole('heading', { level: 1, name: '基层工会' }).waitFor();
      await page.getByText(listed).first().waitFor();
      expect(await totalOf(page)).toBe(failed);
      await page.getByText('未达标：有依法选举的工会主席').waitFor();
      await page.getByRole('row').nth(1).getByRole('link').first().click();
      await page.getByRole('heading', { level: 2, name: '六有达标' }).waitFor();
      await page
        .getByRole('link', { name: /日检查$/ })
        .first()
        .waitFor();
      await keep(page, 'union-haves-desktop');
      await leave(officer);
    }),
  );

  test(
    '9b: the district works the list of terms that end, from its home page, and on a phone',
    stage.story(async () => {
      const officer = await signIn(stage.browser, stage.url, 'xincheng-officer');
      const { page } = officer;
      const door = page.getByRole('region', { name: '换届与换证' }).getByRole('link', { name: /^换届到期/ });
      const ending = await numberIn(door, /([\d,]+) 家/);
      // The campaigns above it have come.
      await page
        .getByRole('link', { name: /^自查率/ })
        .first()
        .waitFor();
      await door.click();
      await page.getByRole('heading', { level: 1, name: '基层工会' }).waitFor();
      await page.getByText(listed).first().waitFor();
      expect(await totalOf(page)).toBe(ending);
      await page.getByRole('tab', { name: new RegExp(`^换届到期\\s*${ending}$`), selected: true }).waitFor();
      await page.getByRole('row').nth(1).getByRole('link').first().click();
      await page.getByRole('link', { name: '修改' }).click();
      const day = page.getByRole('textbox', { name: '届满日期' });
      await day.fill('2031-03-26');
      await day.press('Tab');
      await page.getByRole('button', { name: '保存' }).click();
      await page.getByText('2031年3月26日').first().waitFor();
      await page.goto('/');
      await page.getByRole('link', { name: new RegExp(`^换届到期\\s*${ending - 1} 家`) }).waitFor();
      await leave(officer);
      const phone = await signIn(stage.browser, stage.url, 'xincheng-officer', { device: 'phone' });
      await phone.page.goto('/haves');
      await phone.page.getByRole('region', { name: '未达标占比' }).getByRole('link').first().waitFor();
      await expectNoSidewaysScroll(phone.page);
      await keep(phone.page, 'haves-phone');
      await leave(phone);
    }),
  );

  test(
    '9c: the province names its batches and shares out a quota; the city reads whose decision it is',
    stage.story(async () => {
      const admin = await signIn(stage.browser, stage.url, 'gd-admin');
      const { page } = admin;
      await admin.open(/规则设置/);
      const batches = page.getByRole('region', { name: '批类名称' });
      await batches.getByRole('button', { name: '改为本级设置' }).click();
      for (const [index, name] of ['培育一批', '提升一批', '示范一批'].entries())
        await batches.getByRole('textbox', { name: `名称 ${index + 1}` }).fill(name);
      const quotas = page.getByRole('region', { name: '建设点配额' });
      await quotas.getByRole('spinbutton', { name: '茂名 培育一批' }).fill('12');
      await page.getByRole('button', { name: '保存设置' }).click();
      await page.getByText('设置已保存').waitFor();
      await batches.getByText('本级设置').waitFor();
      await keep(page, 'settings-desktop');
      expect(
        await stage.one(
          "select q->>'count' as v from settings, jsonb_array_elements(site_quotas) q where org_code = '44' and q->>'orgCode' = '4409' and q->>'batchCategory' = 'batch-1'",
        ),
      ).toBe('12');
      const targets = page.getByRole('region', { name: '指标目标' });
      await targets.getByRole('spinbutton', { name: '自查率 %' }).fill('120');
      await page.getByRole('button', { name: '保存设置' }).click();
      await targets.getByText('须在 0% 到 100% 之间。').waitFor();
      await page.getByRole('button', { name: '放弃修改' }).click();
      await leave(admin);

      const city = await signIn(stage.browser, stage.url, 'maoming-officer');
      await city.open(/规则设置/);
      const names = city.page.getByRole('region', { name: '批类名称' });
      await names.getByText('培育一批、提升一批、示范一批').waitFor();
      await names.getByText('沿用 广东省总工会').waitFor();
      expect(await city.page.getByRole('button', { name: '改为本级设置' }).count()).toBe(0);
      await leave(city);
    }),
  );
});
