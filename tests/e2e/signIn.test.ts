import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openTab, type Tab } from '../support/browser.ts';
import { codeAt } from '../support/codes.ts';
import { startIdentityProvider } from '../support/identityProvider.ts';
import { until } from '../support/world.ts';
import { countOnDevice, expectNoSidewaysScroll, fillIn, leave, signIn } from './people.ts';
import { keep, openStage } from './stage.ts';

const stage = openStage({ OIDC_PRIVATE: 'on' });
let sso: Awaited<ReturnType<typeof startIdentityProvider>>;

beforeAll(async () => {
  sso = await startIdentityProvider();
  sso.subject = 'qiqige';
  sso.people['qiqige'] = { name: '其其格', preferred_username: 'qiqige', roles: ['staff'], org_code: '150102' };
});
afterAll(() => sso?.close());

const name = '内蒙古工会统一身份';
// The desk ends the phone's session while the phone may ask for anything.
const refused = [/^401 GET /, /^401 POST \/api\/auth\/second-step/];

/** At the door of the console, by the button of the organisation. */
async function come(device: 'desktop' | 'phone'): Promise<Tab> {
  const tab = await openTab(stage.browser, { url: stage.url, device, expected: refused });
  await tab.page.goto('/');
  await tab.page.getByRole('link', { name: `用“${name}”登录` }).click();
  return tab;
}

test(
  'a person signs in by the platform of the organisation, in two steps, and ends what is open elsewhere',
  stage.story(async () => {
    const admin = await signIn(stage.browser, stage.url, 'nmg-admin');
    await admin.page.goto('/identity-providers');
    await admin.page.getByRole('button', { name: '添加平台' }).click();
    const form = admin.page.getByRole('dialog', { name: '添加登录平台' });
    await form.getByLabel('名称').fill(name);
    await form.getByLabel('平台地址').fill(sso.issuer);
    await form.getByLabel('客户端编号').fill(sso.clientId);
    await form.getByLabel('客户端密钥').fill(sso.clientSecret);
    await form.getByLabel('组织代码项').fill('org_code');
    await form.getByLabel('项目').fill('roles');
    await form.getByLabel('的值是').fill('staff');
    await form.getByRole('button', { name: '添加', exact: true }).click();
    await admin.page.getByRole('listitem').filter({ hasText: name }).getByRole('button', { name: '修改' }).click();
    const callback = await admin.page
      .getByRole('dialog')
      .getByText(/\/api\/auth\/oidc\/.+\/callback$/)
      .innerText();
    sso.allow(callback);
    await leave(admin);

    const desk = await come('desktop');
    await desk.page.getByRole('navigation', { name: '主菜单' }).waitFor();
    await desk.page.goto('/me');
    await desk.page.getByRole('link', { name: '启用两步验证' }).click();
    const key = (await desk.page.getByText(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/).innerText()).replaceAll(' ', '');
    await desk.page.getByLabel('二、输入应用显示的 6 位数字').fill(codeAt(key));
    await desk.page.getByRole('button', { name: '启用', exact: true }).click();
    const told = desk.page.getByRole('dialog', { name: '请保存恢复码' });
    const [spare = ''] = (
      await told
        .getByText(/^[a-z2-9]{4}-/)
        .first()
        .innerText()
    ).split('\n');
    await told.getByRole('button', { name: '已保存，继续' }).click();
    await desk.page.getByText('还剩 10 个恢复码').waitFor();

    const phone = await come('phone');
    await phone.page.getByLabel('动态验证码').fill('000000');
    await expectNoSidewaysScroll(phone.page);
    await phone.page.getByRole('button', { name: '登录', exact: true }).click();
    await phone.page.getByRole('alert').getByText('验证码不正确').waitFor();
    await phone.page.getByRole('button', { name: '手机不在身边，用恢复码' }).click();
    await phone.page.getByLabel('恢复码').fill(spare);
    await phone.page.getByRole('button', { name: '登录', exact: true }).click();
    await phone.page.getByRole('navigation', { name: '主菜单' }).waitFor();

    await desk.page.reload();
    await desk.page.getByText('还剩 9 个恢复码').waitFor();
    await keep(desk.page, 'security');
    await desk.page.getByRole('button', { name: '结束其他 1 处登录' }).click();
    await desk.page.getByText('没有在其他设备上登录。').waitFor();
    await phone.page.goto('/me');
    await phone.page.getByRole('link', { name: `用“${name}”登录` }).waitFor();
    await leave(phone);
    expect(await stage.one("select role || ' ' || org_code as v from users where username = 'qiqige'")).toBe(
      'officer 150102',
    );
    await leave(desk);
  }),
);

test(
  'who signs out while lists are still loading leaves nothing behind, and comes back as if nothing had been',
  stage.story(async () => {
    const person = await signIn(stage.browser, stage.url, 'xincheng-chair', { device: 'phone' });
    const { page } = person;
    let release = () => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    await page.route(/\/api\/(inspections|rectifications)\?/, async (route) => {
      await released;
      // The page may have broken it off.
      await route.continue().catch(() => undefined);
    });
    // What the page that is being left still asks for is not meant.
    await page.goto('about:blank');
    const asked = page.waitForRequest(/\/api\/inspections\?/);
    await page.goto('/');
    await asked;
    await page.getByRole('button', { name: '我的账号' }).click();
    await page.getByRole('menuitem', { name: '退出登录', exact: true }).click();
    await page.getByLabel('用户名').waitFor();
    release();
    await page.unroute(/\/api\/(inspections|rectifications)\?/);
    expect(await countOnDevice(page, 'records')).toBe(0);

    const listed = page.waitForResponse(/\/api\/inspections\?/);
    await fillIn(page, 'xincheng-chair');
    expect((await listed).status()).toBe(200);
    await page.getByRole('navigation', { name: '主菜单' }).waitFor();
    await leave(person);
  }),
);

test(
  'the sign-in page tells whose session has run out, and nobody else',
  stage.story(async () => {
    const person = await signIn(stage.browser, stage.url, 'xincheng-officer', { expected: [/^401 /] });
    const { page } = person;
    const told = page.getByText('登录已过期，请重新登录。');
    // The session is gone when the page next asks for this.
    const endAt = (address: RegExp) =>
      page.route(
        address,
        async (route) => {
          await page.context().clearCookies();
          await route.continue();
        },
        { times: 1 },
      );
    await endAt(/\/api\/unions\?/);
    await page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '基层工会' }).click();
    await told.waitFor();
    await fillIn(page, 'xincheng-officer');
    await page.getByRole('navigation', { name: '主菜单' }).waitFor();
    await endAt(/\/api\/auth\/me$/);
    await until(async () => ((await countOnDevice(page, 'person')) === 1 ? true : null));
    await page.reload();
    await told.waitFor();
    await fillIn(page, 'xincheng-officer');
    await page.getByRole('button', { name: '我的账号' }).click();
    await page.getByRole('menuitem', { name: '退出登录', exact: true }).click();
    await page.getByLabel('用户名').waitFor();
    expect(await told.count()).toBe(0);
    await leave(person);
  }),
);
