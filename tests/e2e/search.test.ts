import { describe, expect, test } from '@jest/globals';
import { expectNoSidewaysScroll, leave, signIn, totalOf } from './people.ts';
import { keep, openStage } from './stage.ts';

const stage = openStage();

describe('search from the bar', () => {
  test(
    'a desk finds a union by parts of its name with the keyboard alone, and the whole list behind the rest',
    stage.story(async () => {
      const officer = await signIn(stage.browser, stage.url, 'nmg-officer');
      const { page } = officer;
      await page.getByRole('heading', { level: 1, name: '待办' }).waitFor();
      const field = page.getByRole('combobox', { name: '全局搜索' });
      await page.keyboard.press('/');
      await field.fill('公司 新城');
      const unions = page.getByRole('listbox', { name: '搜索结果' }).getByRole('group', { name: '基层工会' });
      await unions.getByRole('option').first().waitFor();
      await keep(page, 'search-desktop');
      expect(await unions.getByRole('option').first().locator('mark').allInnerTexts()).toEqual(
        expect.arrayContaining(['新城', '公司']),
      );
      const stated = Number(/\d+/.exec(await unions.innerText())?.[0]);
      await unions.getByRole('option', { name: '查看全部基层工会结果' }).click();
      await page.getByRole('heading', { level: 1, name: '基层工会' }).waitFor();
      await page
        .getByText(/共\s*[\d,]+\s*项/)
        .first()
        .waitFor();
      expect(await totalOf(page)).toBe(stated);

      await page.keyboard.press('/');
      await page.getByRole('listbox', { name: '最近搜索' }).getByRole('option', { name: '公司 新城' }).click();
      await unions.getByRole('option').first().waitFor();
      const name = await unions.getByRole('option').first().locator('[title]').first().getAttribute('title');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: name! }).waitFor();

      await page.keyboard.press('/');
      await field.fill('没有这样的单位');
      await page.getByText('没有找到').waitFor();
      await leave(officer);
    }),
  );

  test(
    'a phone searches on a whole screen',
    stage.story(async () => {
      const officer = await signIn(stage.browser, stage.url, 'xincheng-officer', { device: 'phone' });
      const { page } = officer;
      await page.getByRole('button', { name: '全局搜索' }).click();
      await page.getByRole('combobox', { name: '全局搜索' }).fill('小学');
      const found = page.getByRole('option').first();
      await found.waitFor();
      await expectNoSidewaysScroll(page);
      await keep(page, 'search-phone');
      await found.click();
      await page.getByRole('heading', { level: 1, name: /小学/ }).waitFor();
      await leave(officer);
    }),
  );
});
