import { describe, expect, test } from '@jest/globals';
import { changeFirstPassword, confirm, leave, signIn, temporaryPassword } from './people.ts';
import { keep, openStage } from './stage.ts';

const stage = openStage();

/** The sixth point of the main job: strangers see nothing, and tenants and accounts are opened below. */
describe('tenants and accounts', () => {
  test(
    '6: another province sees none of it, by any screen',
    stage.story(async () => {
      const id = await stage.one("select id as v from rectifications where org_code = '150102' limit 1");
      const stranger = await signIn(stage.browser, stage.url, 'gd-officer', { expected: [/^404 GET/, /HttpError/] });
      const { page } = stranger;
      await page.goto(`/rectifications/${id}/show`);
      await page.getByText('没有这个页面').waitFor();
      await page.goto(`/unions?filter=${encodeURIComponent(JSON.stringify({ orgCode: '15' }))}`);
      await page.getByText(/没有/).first().waitFor();
      await leave(stranger);
    }),
  );

  test(
    '6b: the operator opens a province and makes its first admin, whose password is shown once',
    stage.story(async () => {
      const operator = await signIn(stage.browser, stage.url, 'operator');
      const { page } = operator;
      await page.getByRole('treeitem', { name: /江苏/ }).click();
      await page.getByRole('heading', { level: 1, name: '江苏省总工会' }).waitFor();
      await page.getByRole('button', { name: '开通' }).click();
      await confirm(page);
      await page.getByRole('textbox', { name: '姓名' }).fill('周明');
      await page.getByRole('textbox', { name: '用户名' }).fill('js-admin');
      await page.getByRole('button', { name: /新建账号/ }).click();
      const password = await temporaryPassword(page);
      await leave(operator);

      await leave(
        await changeFirstPassword(stage.browser, stage.url, {
          username: 'js-admin',
          first: password,
          next: 'Jiangsu-2026-zg',
        }),
      );
    }),
  );

  test(
    '6c: the admin of the province creates an account below and disables it',
    stage.story(async () => {
      const admin = await signIn(stage.browser, stage.url, 'nmg-admin');
      const { page } = admin;
      await admin.open(/组织与账号/);
      await page.getByRole('treeitem', { name: /包头/ }).click();
      await page.getByRole('heading', { level: 1, name: '包头市总工会' }).waitFor();
      await page.getByRole('textbox', { name: '姓名' }).fill('包文');
      await page.getByRole('textbox', { name: '用户名' }).fill('baotou-new');
      await page.getByRole('button', { name: /新建账号/ }).click();
      await temporaryPassword(page);
      await page.getByRole('button', { name: /^停用/ }).first().click();
      await confirm(page);
      await page.getByRole('button', { name: /^启用/ }).first().waitFor();
      expect(await stage.one("select active::text as v from users where username = 'baotou-new'")).toBe('false');
      await keep(page, 'accounts-desktop');
      await leave(admin);
    }),
  );
});
