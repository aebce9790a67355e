import { describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { pixel } from '../support/client.ts';
import { expectNoSidewaysScroll, leave, signIn } from './people.ts';
import { keep, openStage } from './stage.ts';

const stage = openStage();
const name = '茂南临港物流园';

const paragraph =
  '截至2018年12月，全市完成“三个一批”建设点10个，配备专职社工12名，覆盖工会132家、企业773家、职工16364人（其中农民工14728人），为职工办实事650件，接待来访710人次，调处劳动争议219件，参加劳动竞赛3500人次，提出合理化建议5200条，产生经济效益1.25亿元。';

const statusOf = (site: string) => stage.one(`select status as v from sites where name = '${site}'`);
const idOf = (site: string) => stage.one(`select id as v from sites where name = '${site}'`);

/** A request of whoever is signed in on the page, for what this story does not tell. */
const post = (page: Page, path: string, body: object) =>
  page.evaluate(
    async ([to, content]) => {
      const answer = await fetch(`/api/${to}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: content,
      });
      return (await answer.json()) as { id: string };
    },
    [path, JSON.stringify(body)] as const,
  );

async function openWaiting(page: Page, site: string): Promise<void> {
  await page.getByRole('tab', { name: /待我办理/ }).click();
  await page.getByRole('link', { name: site }).first().click();
  await page.getByRole('heading', { level: 1, name: site }).waitFor();
}

/** In their order: each goes on where the one before left off. */
describe('demonstration sites', () => {
  test(
    '1: the city sees its ten sites and copies the paragraph',
    stage.story(async () => {
      const city = await signIn(stage.browser, stage.url, 'maoming-officer');
      const { page } = city;
      await city.open(/建设点/);
      await page.getByRole('link', { name: '建设点总览' }).click();
      await page.getByText(paragraph).waitFor();
      for (const number of ['132', '773', '16,364', '14,728', '650', '5,200', '12,500']) {
        await page.getByText(number, { exact: true }).first().waitFor();
      }
      await keep(page, 'sites-overview-desktop');
      await page.getByRole('button', { name: '复制' }).click();
      await page.getByText('已复制').waitFor();
      await page.getByRole('link', { name: /^建设点\s*10/ }).click();
      await page.getByRole('row').nth(10).waitFor();
      expect(await city.total()).toBe(10);
      await keep(page, 'sites-desktop');
      await leave(city);
    }),
  );

  test(
    '2: the district nominates with a photo, the city recommends, the district begins to build',
    stage.story(async () => {
      const district = await signIn(stage.browser, stage.url, 'maonan-officer');
      const { page } = district;
      await district.open(/建设点/);
      await page.getByRole('link', { name: '申报建设点' }).first().click();
      await page.getByRole('textbox', { name: '名称' }).fill(name);
      await page.getByRole('combobox', { name: '批类' }).click();
      await page.getByRole('option', { name: '第二批类' }).click();
      await page.getByRole('button', { name: '企业最密集' }).click();
      await page.getByRole('button', { name: '站与家同时规划' }).click();
      const photo = { name: '大门.png', mimeType: 'image/png', buffer: pixel('大门') };
      await page.locator('input[type=file]').first().setInputFiles(photo);
      await page.getByRole('button', { name: /移除 大门/ }).waitFor();
      await keep(page, 'site-nomination-desktop');
      await page.getByRole('button', { name: '提交申报' }).click();
      await page.getByRole('heading', { level: 1, name }).waitFor();
      await page.getByText('已申报').first().waitFor();
      expect(
        await stage.one(
          `select a.filename as v from attachments a join sites s on s.id = a.subject_id where s.name = '${name}'`,
        ),
      ).toBe('大门.png');

      const city = await signIn(stage.browser, stage.url, 'maoming-officer');
      await city.open(/建设点/);
      await openWaiting(city.page, name);
      await city.page.getByRole('button', { name: '推荐', exact: true }).click();
      await city.page.getByText('已推荐').first().waitFor();
      await leave(city);

      await page.reload();
      await page.getByRole('button', { name: '开始建设' }).click();
      await page.getByText('建设中').first().waitFor();
      expect(await statusOf(name)).toBe('building');
      await leave(district);
    }),
  );

  test(
    '3: the province accepts and lists; one more than the quota is refused with a sentence',
    stage.story(async () => {
      const province = await signIn(stage.browser, stage.url, 'gd-officer', { expected: [/^409 POST \/api\/sites/] });
      const { page } = province;
      await province.open(/建设点/);
      await openWaiting(page, name);
      await page.getByText('名额 3/4').waitFor();
      await page.getByRole('button', { name: '验收通过' }).click();
      await page.getByText('名额 4/4').waitFor();
      await page.getByRole('button', { name: '命名示范点' }).click();
      await page.getByText('已命名').first().waitFor();
      await keep(page, 'site-desktop');

      const second = await post(page, 'sites', {
        orgCode: '440902',
        name: '多出来的一个点',
        batchCategory: 'batch-2',
        kind: 'park',
        hasHome: true,
      });
      await post(page, `sites/${second.id}/start-building`, {});
      await page.goto(`/sites/${second.id}/show`);
      await page.getByRole('button', { name: '验收通过' }).click();
      await page.getByText(/茂名“第二批类”名额共 4 个，已用 4 个/).waitFor();
      expect(await statusOf('多出来的一个点')).toBe('building');
      await leave(province);
    }),
  );

  test(
    '4: the district reports a month on a phone; what looks wrong is asked about, and confirmed',
    stage.story(async () => {
      const district = await signIn(stage.browser, stage.url, 'maonan-officer', {
        device: 'phone',
        expected: [/^422 POST \/api\/site-reports/],
      });
      const { page } = district;
      const known = await stage.one(
        "select id as v from sites where org_code = '440902' and exists (select from site_reports where site_id = sites.id) order by name limit 1",
      );
      await page.goto(`/sites/${known}/show`);
      await page.getByRole('link', { name: '上报月报' }).click();
      await page.getByRole('button', { name: /月末数沿用2018年12月/ }).click();
      const workers = page.getByRole('textbox', { name: /覆盖职工/ });
      const before = Number(await workers.inputValue());
      expect(before).toBeGreaterThan(10);
      await workers.fill(String(before * 10));
      const month = { services: 5, visitors: 6, disputes: 1, participants: 20, suggestions: 30, benefitYuan: 200_000 };
      for (const [field, value] of Object.entries(month)) {
        await page.locator(`input[name=${field}]`).fill(String(value));
      }
      await page.getByRole('button', { name: '上报', exact: true }).click();
      await page.getByText(`比上次的 ${before.toLocaleString('en-US')} 增加到 5 倍以上，请核对。`).waitFor();
      await workers.scrollIntoViewIfNeeded();
      await keep(page, 'site-report-phone');
      await expectNoSidewaysScroll(page);
      const newest = `select to_json(doubts) as v from site_reports where site_id = '${known}' order by month desc limit 1`;
      expect(await stage.one(newest)).toEqual([]);
      await page.getByRole('button', { name: '数据无误，确认上报' }).click();
      await page.getByText(/已上报\d+年\d+月月报/).waitFor();
      await expectNoSidewaysScroll(page);
      expect(await stage.one(newest)).toEqual(['workers']);
      await leave(district);
    }),
  );

  test(
    '5: the city sees the month that is missing, and the figure that was confirmed',
    stage.story(async () => {
      const city = await signIn(stage.browser, stage.url, 'maoming-officer');
      const { page } = city;
      await page
        .getByRole('link', { name: /月报缺报/ })
        .first()
        .click();
      await page.getByText('缺报 1 个月').first().waitFor();
      expect(await city.total()).toBe(1);
      await page.getByRole('row').nth(1).getByRole('link').first().click();
      await page.getByRole('link', { name: '补报2018年8月' }).first().waitFor();
      await keep(page, 'site-missing-desktop');
      await city.open(/建设点/);
      await page.getByRole('link', { name: '月报', exact: true }).click();
      await page.getByRole('tab', { name: '存疑' }).click();
      await page.getByRole('row', { name: /覆盖职工$/ }).waitFor();
      await leave(city);
    }),
  );

  test(
    '6: a failed re-inspection revokes',
    stage.story(async () => {
      const province = await signIn(stage.browser, stage.url, 'gd-officer');
      const { page } = province;
      await page.goto(`/sites/${await idOf(name)}/show`);
      await page.getByRole('button', { name: '复查' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText('不合格', { exact: true }).click();
      await dialog.getByRole('textbox', { name: /不合格的情况/ }).fill('服务站已停用，无专职社工');
      await dialog.getByRole('button', { name: '登记不合格并撤销命名' }).click();
      await page.getByText('已撤销命名').first().waitFor();
      await page.getByText('服务站已停用，无专职社工').first().waitFor();
      expect(await statusOf(name)).toBe('revoked');
      await leave(province);
    }),
  );
});
