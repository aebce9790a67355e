import { describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expectNoSidewaysScroll, leave, signIn } from './people.ts';
import { keep, openStage } from './stage.ts';

const stage = openStage();

/** Two unions of 新城区 with one open inspection and unclosed items, by name. */
const openUnions = (number: number) =>
  stage.one(`
    select u.id || ' ' || u.name as v from unions u
    join inspections i on i.province_code = u.province_code and i.union_id = u.id
    join campaigns c on c.province_code = i.province_code and c.id = i.campaign_id
    where u.org_code = '150102' and u.active and not exists (select from users where union_id = u.id)
      and i.unclosed_count > 0 and c.org_code = '15'
    group by u.id, u.name having count(*) = 1 order by u.id offset ${number} limit 1`);

async function begin(page: Page, act: string): Promise<void> {
  await page.getByRole('button', { name: '更多操作' }).click();
  await page.getByRole('menuitem', { name: act }).click();
  await page.getByRole('heading', { name: '办理后' }).waitFor();
}

const main = (page: Page) => page.getByRole('main');

/** The tenth point: moved, merged, dissolved in one act, and found again where they are. */
describe('a union leaves its place', () => {
  test(
    '10: it moves to another district with its open work, which is found there and no longer here',
    stage.story(async () => {
      const [id = '', name = ''] = (await openUnions(0)).split(' ');
      const city = await signIn(stage.browser, stage.url, 'hohhot-officer');
      const { page } = city;
      await page.goto(`/unions/${id}/show`);
      await begin(page, '迁移到其他地区');
      await page.getByLabel('迁往').fill('回民');
      await page.getByRole('option', { name: /回民区/ }).click();
      await page.getByLabel('理由').fill('行政区划调整');
      await keep(page, 'union-move-desktop');
      await page.getByText(/带走 1 项自查、\d+ 个未销号问题/).waitFor();
      await page.getByRole('button', { name: '迁移', exact: true }).click();
      await page.getByText(/已迁至回民区。.*带走 1 项自查/).waitFor();
      await main(page).getByText('行政区划调整').waitFor();
      await leave(city);

      const there = await signIn(stage.browser, stage.url, 'huimin-officer');
      await there.page.goto(`/unions/${id}/show`);
      await there.page.getByRole('heading', { level: 1, name }).waitFor();
      await there.page.getByRole('tab', { name: /自查/ }).click();
      await main(there.page)
        .getByRole('link', { name: /自查自纠/ })
        .first()
        .waitFor();
      await leave(there);

      const here = await signIn(stage.browser, stage.url, 'xincheng-officer', { expected: [/^404 GET/] });
      await here.page.goto(`/unions/${id}/show`);
      await here.page.getByText('不在您的管辖范围内').first().waitFor();
      await leave(here);
    }),
  );

  test(
    '10b: one merges into another and points to it; another is dissolved on a phone, and the list keeps both',
    stage.story(async () => {
      const [id = '', name = ''] = (await openUnions(0)).split(' ');
      const [intoId = '', into = ''] = (await openUnions(1)).split(' ');
      const [goneId = '', gone = ''] = (await openUnions(2)).split(' ');
      const city = await signIn(stage.browser, stage.url, 'hohhot-officer');
      const { page } = city;
      await page.goto(`/unions/${id}/show`);
      await begin(page, '并入其他工会');
      await page.getByRole('combobox', { name: '并入' }).fill(into);
      await page.getByRole('option', { name: into }).first().click();
      await page.getByText(/终止 1 项自查/).waitFor();
      await page.getByLabel('理由').fill('企业合并');
      await page.getByRole('button', { name: '合并', exact: true }).click();
      await page.getByRole('link', { name: '查看并入的工会' }).click();
      await page.getByRole('heading', { level: 1, name: into }).waitFor();
      await page.getByText('已并入本工会').waitFor();
      await main(page).getByRole('link', { name, exact: true }).click();
      await page.getByText(/并入/).first().waitFor();
      await page.getByText('理由：企业合并').waitFor();
      await keep(page, 'union-merged-desktop');
      await page.getByRole('link', { name: '修改' }).waitFor({ state: 'detached' });
      expect(page.url()).not.toContain(intoId);
      await leave(city);

      const onPhone = await signIn(stage.browser, stage.url, 'xincheng-officer', { device: 'phone' });
      await onPhone.page.goto(`/unions/${goneId}/show`);
      await begin(onPhone.page, '撤销工会');
      await onPhone.page.getByText('此操作不能撤回').waitFor();
      await onPhone.page.getByLabel('理由').fill('企业已注销');
      await keep(onPhone.page, 'union-dissolve-phone');
      await onPhone.page.getByRole('button', { name: '撤销工会', exact: true }).click();
      await onPhone.page.getByText(/已撤销。.*终止 1 项自查/).waitFor();
      await expectNoSidewaysScroll(onPhone.page);
      await onPhone.page.goto(`/unions?filter=${encodeURIComponent('{"ended":true}')}`);
      for (const ended of [name, gone]) await onPhone.page.getByText(ended).first().waitFor();
      await leave(onPhone);
    }),
  );
});
