import { describe, expect, test } from '@jest/globals';
import { demoPassword } from '../../server/demo/accounts.ts';
import { openTab } from '../support/browser.ts';
import { hasKeyboard, leave, signIn, totalOf } from './people.ts';
import { keep, openStage } from './stage.ts';

const stage = openStage();

describe('what belongs to a person', () => {
  test(
    'a saved view opens the list, is deleted and brought back, and stands on another device',
    stage.story(async () => {
      const desk = await signIn(stage.browser, stage.url, 'hohhot-officer');
      const { page } = desk;
      await page.goto(`/unions?filter=${encodeURIComponent('{"kind":["park"]}')}`);
      const listed = page.getByText(/共\s*[\d,]+\s*项/).first();
      await listed.waitFor();
      const parks = await totalOf(page);
      const views = page.getByRole('button', { name: '常用视图' });
      await views.click();
      await page.getByRole('menuitem', { name: '保存当前视图' }).click();
      await page.getByLabel('视图名称').fill('园区工会');
      await page.getByRole('button', { name: '保存', exact: true }).click();
      await page.getByLabel('视图名称').waitFor({ state: 'detached' });
      await views.click();
      await page.getByRole('button', { name: '打开列表时默认使用“园区工会”' }).click();
      await page.getByRole('button', { name: '不再默认使用“园区工会”' }).waitFor();
      await keep(page, 'views-desktop');
      await page.getByRole('button', { name: '删除“园区工会”' }).click();
      await page.getByText('还没有常用视图').waitFor();
      expect(await hasKeyboard(page.getByRole('menuitem', { name: '保存当前视图' }))).toBe(true);
      const restored = page.waitForResponse(
        (answer) => answer.url().endsWith('/api/views') && answer.request().method() === 'POST',
      );
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: '撤回' }).click();
      await restored;

      const other = await signIn(stage.browser, stage.url, 'hohhot-officer');
      await other.open(/基层工会/);
      await other.page
        .getByText(/共\s*[\d,]+\s*项/)
        .first()
        .waitFor();
      expect(await totalOf(other.page)).toBe(parks);
      await leave(other);
      await leave(desk);
    }),
  );

  test(
    'a list asks for the names of all its places at once',
    stage.story(async () => {
      const officer = await signIn(stage.browser, stage.url, 'nmg-officer');
      const { page } = officer;
      // What the page that is being left still asks for is not meant.
      await page.goto('about:blank');
      const asked: number[] = [];
      page.on('request', (request) => {
        const address = new URL(request.url());
        if (address.pathname !== '/api/organisations') return;
        asked.push((JSON.parse(address.searchParams.get('filter') ?? '{}') as { id?: string[] }).id?.length ?? 0);
      });
      await page.goto('/unions');
      // Every row has its name: whatever had asked for its own would have asked before that.
      await page.waitForFunction(() => {
        const rows = [...document.querySelectorAll<HTMLTableRowElement>('main tbody tr')];
        return rows.length > 20 && rows.every(({ cells }) => cells[1]?.textContent?.trim());
      });
      expect(asked).toHaveLength(1);
      expect(asked[0]).toBeGreaterThan(5);
      await leave(officer);
    }),
  );

  test(
    'large type and language chosen on one device are there on the next',
    stage.story(async () => {
      const first = await signIn(stage.browser, stage.url, 'shenzhen-officer');
      await first.page.getByRole('button', { name: '显示', exact: true }).click();
      await first.page.getByRole('menuitemcheckbox', { name: '大字' }).click();
      await first.page.keyboard.press('Escape');
      const kept = first.page.waitForResponse(
        (answer) => answer.url().endsWith('/api/me/preferences') && /"en"/.test(answer.request().postData() ?? ''),
      );
      await first.page.getByRole('button', { name: 'English' }).click();
      await kept;
      await leave(first);

      const second = await openTab(stage.browser, { url: stage.url, expected: [/^401 GET \/api\/auth\/me/] });
      await second.page.goto('/');
      await second.page.getByLabel('用户名').fill('shenzhen-officer');
      await second.page.getByLabel('密码', { exact: true }).fill(demoPassword);
      await second.page.getByRole('button', { name: '登录', exact: true }).click();
      await second.page.getByRole('button', { name: '中文' }).waitFor();
      await second.page.getByRole('button', { name: 'Display', exact: true }).click();
      const large = second.page.getByRole('menuitemcheckbox', { name: 'Large type' });
      expect(await large.getAttribute('aria-checked')).toBe('true');
      await leave(second);
    }),
  );
});
