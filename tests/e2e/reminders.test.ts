import { describe, expect, test } from '@jest/globals';
import { until } from '../support/world.ts';
import { leave, signIn, totalOf } from './people.ts';
import { keep, openStage } from './stage.ts';

const stage = openStage();

describe('who has to know', () => {
  test(
    'a city supervises what is late; its district finds the order in the inbox, and answers',
    stage.story(async () => {
      const city = await signIn(stage.browser, stage.url, 'hohhot-officer');
      const late = encodeURIComponent('{"overdue":true,"orgCode":"150102"}');
      await city.page.goto(`/rectifications?filter=${late}`);
      await city.page.getByRole('checkbox').nth(1).check();
      await city.page.getByRole('button', { name: '督办 1 项' }).click();
      await city.page.getByRole('dialog').getByRole('button', { name: '督办 1 项' }).click();
      await city.page.getByRole('button', { name: '下发督办给新城区总工会' }).click();
      await city.page.getByRole('dialog').getByRole('button', { name: '下发督办单' }).click();
      const number = city.page.getByRole('heading', { level: 1, name: /^督〔\d{4}〕\d+号$/ });
      await number.waitFor();
      const docNo = await number.innerText();

      // Told after the commit.
      const count = `select count(*) as v from notifications where kind = 'supervision' and params->>'docNo' = '${docNo}'`;
      await until(async () => (Number(await stage.one(count)) > 0 ? true : null));

      const district = await signIn(stage.browser, stage.url, 'xincheng-officer');
      const { page } = district;
      await page.getByRole('link', { name: /^消息/ }).click();
      const told = page.getByRole('link', { name: new RegExp(docNo) });
      await keep(page, 'inbox-desktop');
      await told.first().click();
      await page.getByRole('button', { name: '回复办理情况' }).click();
      await page.getByRole('dialog').getByRole('textbox', { name: '办理情况' }).fill('已于本周整改到位');
      await page.getByRole('dialog').getByRole('button', { name: '回复办理情况' }).click();
      await page.getByText('已于本周整改到位').first().waitFor();
      await page.getByRole('button', { name: '撤回' }).waitFor();
      await leave(district);
      await leave(city);
    }),
  );

  test(
    'a notice opens exactly the rows that it counts; a reminder says what became of it; all read comes back',
    stage.story(async () => {
      const district = await signIn(stage.browser, stage.url, 'xincheng-officer', { device: 'phone' });
      const { page } = district;
      await page.getByRole('link', { name: /^消息/ }).click();
      await page.getByRole('button', { name: '逾期' }).click();
      const overdue = page.getByRole('link', { name: /\d+ 项整改已逾期/ }).first();
      const counted = Number(/(\d+) 项/.exec(await overdue.innerText())?.[1]);
      await overdue.click();
      await page.getByRole('heading', { level: 1, name: '问题整改' }).waitFor();
      expect(await totalOf(page)).toBe(counted);
      await page.goto('/inbox');
      await page.getByRole('button', { name: '全部已读' }).click();
      await page.getByText('没有未读消息').waitFor();
      await page.getByRole('button', { name: '撤回' }).click();
      await page.getByRole('button', { name: '全部已读' }).waitFor();

      await page.goto('/campaigns');
      await page
        .getByRole('link', { name: /组织建设自查自纠/ })
        .first()
        .click();
      const button = page.getByRole('button', { name: /^催办未填报的 \d+ 家$/ });
      const asked = /\d+/.exec(await button.innerText())?.[0];
      await button.click();
      await page
        .getByRole('dialog', { name: `催办 ${asked} 家未填报的工会？` })
        .getByRole('button', { name: '催办' })
        .click();
      await page.getByText(/^已催办 \d+ 家/).waitFor();
      // Nobody is left to ask for today, and the button says so.
      await page.getByRole('button', { name: `${asked} 家今天已催办过` }).waitFor();
      await leave(district);
    }),
  );
});
