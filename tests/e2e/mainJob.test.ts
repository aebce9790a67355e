import { describe, expect, test } from '@jest/globals';
import { pixel } from '../support/client.ts';
import { expectNoSidewaysScroll, leave, rectify, signIn } from './people.ts';
import { keep, opened, openStage } from './stage.ts';

const stage = openStage();

/** The six points of the main job, in their order, as a new user in a real browser. */
describe('the main job, end to end', () => {
  test(
    '1: the province creates a campaign, sees its reach, and issues it',
    stage.story(async () => {
      const officer = await signIn(stage.browser, stage.url, 'nmg-officer', { throughForm: true });
      const { page } = officer;
      await officer.open(/督导活动/);
      await page.getByRole('link', { name: /新建/ }).first().click();
      await page.getByRole('textbox', { name: '名称' }).fill('全区企事业单位工会自查自纠');
      await page.getByRole('combobox', { name: '检查表' }).click();
      await page.getByRole('option', { name: /13 题/ }).click();
      const kinds = page.getByRole('group', { name: /单位性质/ });
      await kinds.getByText('企业', { exact: true }).click();
      await kinds.getByText('事业单位', { exact: true }).click();
      const reach = await stage.one(
        "select count(*) as v from unions where active and province_code = '15' and kind in ('enterprise', 'institution')",
      );
      const count = Number(reach).toLocaleString('en');
      const issue = page.getByRole('button', { name: `下发给 ${count} 家工会` });
      await issue.waitFor();
      await keep(page, 'campaign-desktop');
      await issue.click();
      await page
        .getByRole('dialog')
        .getByRole('button', { name: `下发给 ${count} 家工会` })
        .click();
      await page.getByText('进行中').first().waitFor({ timeout: 100_000 });
      await page
        .getByRole('link', { name: new RegExp(`应查\\s*${count}`) })
        .first()
        .waitFor();
      expect(
        await stage.one(
          "select count(*) as v from inspections i join campaigns c on c.id = i.campaign_id where c.title = '全区企事业单位工会自查自纠'",
        ),
      ).toBe(reach);
      await leave(officer);
    }),
  );

  test(
    '2: the district fills in on a phone: taps, drafts, tracks, a photo',
    stage.story(async () => {
      const officer = await signIn(stage.browser, stage.url, 'xincheng-officer', { device: 'phone' });
      const { page } = officer;
      await page
        .getByRole('link', { name: /待填报/ })
        .first()
        .waitFor();
      await expectNoSidewaysScroll(page);
      await keep(page, 'home-phone');
      await officer.open(/自查填报/);
      await page.getByRole('heading', { level: 1, name: '自查填报' }).waitFor();
      await page.getByRole('main').getByRole('link', { name: /工会/ }).first().click();
      const question = (key: string) => page.getByRole('region', { name: new RegExp(`^${key} `) });
      const answer = (key: string, value: string) =>
        question(key).getByRole('radio', { name: value, exact: true }).click();
      await answer('Q1', '是');
      await answer('Q4', '否');
      await question('Q4')
        .getByRole('radio', { name: /立行立改/ })
        .click();
      await page
        .getByText(/已保存/)
        .first()
        .waitFor();
      await page.reload();
      await page.getByText('2 / 13').waitFor();
      expect(await question('Q4').getByRole('radio', { name: '否', exact: true }).isChecked()).toBe(true);
      await question('Q4').scrollIntoViewIfNeeded();
      await keep(page, 'inspection-phone');
      await question('Q4')
        .locator('input[type=file]')
        .first()
        .setInputFiles({ name: '委员名单.png', mimeType: 'image/png', buffer: pixel('名单') });
      for (const key of ['Q2', 'Q3', 'Q5', 'Q6', 'Q7', 'Q8', 'Q9', 'Q11', 'Q12']) await answer(key, '是');
      await answer('Q10', '否');
      await answer('Q13', '否');
      await page.getByText('13 / 13').waitFor();
      await keep(page, 'inspection-end-phone');
      await expectNoSidewaysScroll(page);
      await page.getByRole('button', { name: /提交，产生 2 项整改/ }).click();
      await page.getByRole('button', { name: /撤回/ }).first().waitFor();
      const made = await stage.one(
        `select array_agg(r.track order by r.item_key) || (
         select count(*)::text from attachments a where a.subject_id = r.inspection_id) as v
       from rectifications r where r.created_at >= '${opened}' group by r.inspection_id`,
      );
      expect(made).toEqual(['immediate', 'immediate', '1']);
      await leave(officer);
    }),
  );

  test(
    '2b: the chair answers for the one union',
    stage.story(async () => {
      const chair = await signIn(stage.browser, stage.url, 'xincheng-chair', { device: 'phone', throughForm: true });
      const { page } = chair;
      await keep(page, 'chair-phone');
      await page
        .getByRole('link', { name: /开始填报|继续填报/ })
        .or(page.getByRole('button', { name: /开始填报|继续填报/ }))
        .first()
        .click();
      await page.getByRole('region', { name: /^Q13 / }).waitFor();
      const questions = await page.getByRole('region', { name: /^Q\d+ / }).all();
      expect(questions).toHaveLength(13);
      for (const [index, question] of questions.entries()) {
        await question.getByRole('radio', { name: index === 12 ? '否' : '是', exact: true }).click();
      }
      await page.getByRole('button', { name: /^提交，没有问题/ }).click();
      await page.getByText('待审核').first().waitFor();
      await expectNoSidewaysScroll(page);
      await leave(chair);
    }),
  );

  test(
    '3: the district filters what is due this week and marks one, then several; it can close nothing',
    stage.story(async () => {
      const officer = await signIn(stage.browser, stage.url, 'xincheng-officer');
      const { page } = officer;
      await keep(page, 'home-desktop');
      await officer.open(/问题整改/);
      const week = page.waitForResponse((response) =>
        /rectifications\?.*dueOn_lte/.test(decodeURIComponent(response.url())),
      );
      await page.getByRole('button', { name: '本周到期' }).click();
      await week;
      await page
        .getByText(/今天到期|还剩 \d 天/)
        .first()
        .waitFor();
      const before = await officer.total();
      expect(before).toBeGreaterThan(2);
      await keep(page, 'rectifications-desktop');
      await page.getByRole('row').nth(1).getByRole('checkbox').check();
      expect(await page.getByRole('button', { name: /^销号/ }).count()).toBe(0);
      await rectify(page, 1);
      await page.getByText(new RegExp(`共\\s*${before - 1}\\s*项`)).waitFor();
      await page.getByRole('checkbox', { name: '选择本页全部' }).check();
      await rectify(page, before - 1);
      await page.getByText('没有符合条件的内容').waitFor();
      expect(
        Number(
          await stage.one(
            `select count(*) as v from rectifications where status = 'rectified' and updated_at >= '${opened}'`,
          ),
        ),
      ).toBe(before);
      const asking = await stage.one(
        "select id as v from rectifications where org_code = '150102' and status = 'open' and not extension_pending order by id limit 1",
      );
      await page.goto(`/rectifications/${asking}/show`);
      await page.getByRole('button', { name: '申请延期' }).first().click();
      const dialog = page.getByRole('dialog').last();
      await dialog.getByRole('textbox', { name: /延期至|延至|日期|新期限/ }).fill('2027-08-31');
      await dialog.getByRole('textbox', { name: /理由|原因/ }).fill('换届大会定于八月召开');
      await dialog.getByRole('button', { name: /申请延期/ }).click();
      await dialog.waitFor({ state: 'hidden' });
      await leave(officer);
    }),
  );

  test(
    '4: the city closes several at once, returns one with a reason, decides an extension',
    stage.story(async () => {
      const city = await signIn(stage.browser, stage.url, 'hohhot-officer');
      const { page } = city;
      await page
        .getByRole('link', { name: /待我核查/ })
        .first()
        .click();
      await page.getByRole('row').nth(3).waitFor();
      const before = await city.total();
      for (const row of [1, 2]) await page.getByRole('row').nth(row).getByRole('checkbox').check();
      await page.getByRole('button', { name: '销号 2 项' }).click();
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /销号 2 项/ })
        .click();
      await page.getByText(new RegExp(`共\\s*${before - 2}\\s*项`)).waitFor();
      await page.getByRole('row').nth(1).getByRole('checkbox').check();
      await page.getByRole('button', { name: '退回 1 项' }).click();
      await page.getByRole('dialog').getByRole('textbox').first().fill('佐证看不清，请补拍');
      await page.getByRole('dialog').getByRole('button', { name: /退回/ }).click();
      await page.getByText(new RegExp(`共\\s*${before - 3}\\s*项`)).waitFor();
      expect(
        await stage.one(
          "select return_reason as v from rectifications where status = 'returned' order by updated_at desc limit 1",
        ),
      ).toBe('佐证看不清，请补拍');

      await city.open(/^待办/);
      await page
        .getByRole('link', { name: /延期待批/ })
        .first()
        .click();
      await page.getByRole('row').nth(1).getByRole('link').first().click();
      await page
        .getByRole('button', { name: /审批延期/ })
        .first()
        .click();
      const dialog = page.getByRole('dialog').last();
      await dialog
        .getByText(/同意|准予|批准/)
        .first()
        .click();
      await dialog
        .getByRole('button', { name: /同意|确定|审批|准予|批准/ })
        .last()
        .click();
      await dialog.waitFor({ state: 'hidden' });
      expect(
        Number(
          await stage.one(`select count(*) as v from events where action = 'decide-extension' and at >= '${opened}'`),
        ),
      ).toBe(1);
      await leave(city);
    }),
  );
});
