import { expect } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { demoPassword } from '../../server/demo/accounts.ts';
import { openTab, type Tab, type TabOptions } from '../support/browser.ts';
import { pixel } from '../support/client.ts';

/** Before anybody is signed in the console asks who it is; these refusals belong to that. */
const expectedAtSignIn = [/^401 GET \/api\/auth\/me/];

export type Person = Tab & {
  /** The page with the phone's or the desk's main menu entry of that name opened. */
  open(entry: RegExp): Promise<void>;
  /** The total that the list on screen states. */
  total(): Promise<number>;
};

/** Fills in the form of the sign-in that is on screen. */
export async function fillIn(page: Page, username: string, password = demoPassword): Promise<void> {
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
}

/** Signs a demo account in: through the form, or quicker past it. */
export async function signIn(
  browser: Browser,
  url: string,
  username: string,
  options: Omit<TabOptions, 'url'> & { throughForm?: true } = {},
): Promise<Person> {
  const { throughForm, expected = [], ...rest } = options;
  const tab = await openTab(browser, { url, ...rest, expected: [...expectedAtSignIn, ...expected] });
  const { page } = tab;
  if (throughForm) {
    await page.goto('/');
    await fillIn(page, username);
  } else {
    const answer = await page.request.post('/api/auth/login', { data: { username, password: demoPassword } });
    expect(answer.status()).toBe(200);
    await page.goto('/');
  }
  await page.getByRole('navigation', { name: '主菜单' }).waitFor();
  return {
    ...tab,
    async open(entry) {
      const link = page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: entry });
      const before = await page.getByRole('main').getByRole('heading', { level: 1 }).first().elementHandle();
      const stays = (await link.getAttribute('aria-current')) === 'page';
      await link.click();
      // What is clicked next must not be found on the page that is being left.
      if (!stays) await page.waitForFunction((heading) => !heading?.isConnected, before);
    },
    total: () => totalOf(page),
  };
}

export async function totalOf(page: Page): Promise<number> {
  // Rows of the filter before stay until those of the new one are there.
  await page.locator('main [aria-busy=true]').first().waitFor({ state: 'detached' });
  const stated = page.getByText(/共\s*[\d,]+\s*项/).or(page.getByText(/^没有/));
  const text = await stated.first().innerText();
  return Number((/共\s*([\d,]+)/.exec(text)?.[1] ?? '0').replaceAll(',', ''));
}

/** Ends a person's visit: no error of page, console or network may be left over. */
export async function leave(person: Tab): Promise<void> {
  const { problems } = person;
  await person.close();
  expect(problems).toEqual([]);
}

/** How many of a kind the device keeps for when there is no network. */
export const countOnDevice = (page: Page, kind: 'drafts' | 'person' | 'records' | 'uploads'): Promise<number> =>
  page.evaluate(
    (store) =>
      new Promise<number>((resolve) => {
        const open = indexedDB.open('union-console');
        open.onsuccess = () => {
          const request = open.result.transaction(store).objectStore(store).count();
          request.onsuccess = () => resolve(request.result);
        };
      }),
    kind,
  );

/** Nothing on the page reaches beyond its sides. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
}

/** Whether what is typed now goes to this element. */
export const hasKeyboard = (element: Locator): Promise<boolean> =>
  element.evaluate((node) => node === document.activeElement);

/** The number at the end of a chart's or a count's label: "Q6 选举结果… 1,046". */
export async function numberIn(link: Locator, pattern: RegExp): Promise<number> {
  const [, number = ''] = pattern.exec((await link.innerText()).replaceAll('\n', ' ')) ?? [];
  return Number(number.replaceAll(',', ''));
}

/** Irreversible acts ask once; the last button is the act. */
export async function confirm(page: Page): Promise<void> {
  await page.getByRole('dialog').getByRole('button').last().click();
}

/** Marks what is selected, with one measure and one photo for all. */
export async function rectify(page: Page, count: number): Promise<void> {
  await page.getByRole('button', { name: `标记整改到位 ${count} 项` }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: '整改措施' }).fill('已补开会员大会并公示');
  const photo = { name: `佐证${count}.png`, mimeType: 'image/png', buffer: pixel(`佐证${count}`) };
  await dialog.locator('input[type=file]').first().setInputFiles(photo);
  await dialog.getByRole('button', { name: `移除 ${photo.name}` }).waitFor();
  await dialog.getByRole('button', { name: `标记整改到位 ${count} 项` }).click();
  await dialog.waitFor({ state: 'hidden' });
}

export async function chooseCampaign(page: Page, campaign: RegExp): Promise<void> {
  await page.getByRole('combobox', { name: /督导活动/ }).click();
  await page.getByRole('option', { name: campaign }).first().click();
  await page.getByRole('region', { name: '问题排名' }).getByRole('link').first().waitFor();
}

/** Reads the password that is shown once, and closes it for good. */
export async function temporaryPassword(page: Page): Promise<string> {
  const dialog = page.getByRole('dialog', { name: /临时密码/ });
  const password = await dialog.getByText(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/).innerText();
  await dialog.getByRole('button', { name: /已交给本人/ }).click();
  await dialog.waitFor({ state: 'hidden' });
  return password.trim();
}

/** The first password opens nothing but the page that changes it. */
export async function changeFirstPassword(
  browser: Browser,
  url: string,
  { username, first, next }: { username: string; first: string; next: string },
): Promise<Tab> {
  const tab = await openTab(browser, { url, expected: expectedAtSignIn });
  const { page } = tab;
  await page.goto('/');
  await fillIn(page, username, first);
  await page.getByRole('textbox', { name: '当前密码' }).fill(first);
  await page.getByRole('textbox', { name: '新密码', exact: true }).fill(next);
  await page.getByRole('textbox', { name: '再输一次新密码' }).fill(next);
  await page.getByRole('button', { name: '设置新密码' }).click();
  await page.getByRole('navigation', { name: '主菜单' }).waitFor();
  return tab;
}
