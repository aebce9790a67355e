import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Request } from 'playwright-core';
import { launchBrowser, openTab } from '../support/browser.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;
let browser: Browser;

beforeAll(async () => {
  [world, browser] = await Promise.all([openWorld(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

/** Nobody is signed in yet, and without DEMO there are no demo accounts to choose from. */
const expected = [/^401 GET \/api\/auth\/me$/, /^404 GET \/api\/auth\/demo$/];

describe('the first screen', () => {
  test('is here with at most 400 kB in at most 15 files', async () => {
    const tab = await openTab(browser, { url: world.url, expected });
    const requests: Request[] = [];
    tab.page.on('requestfinished', (request) => requests.push(request));
    await tab.page.goto('/', { waitUntil: 'networkidle' });
    const sizes = await Promise.all(requests.map((request) => request.sizes()));
    const bytes = sizes.reduce((sum, { responseBodySize }) => sum + responseBodySize, 0);
    expect(requests.length).toBeLessThanOrEqual(15);
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThanOrEqual(400_000);
    await tab.close();
  });

  test.each(['desktop', 'phone'] as const)('asks for name and password on a %s, without an error', async (device) => {
    const { page, problems, close } = await openTab(browser, { url: world.url, expected, device });
    await page.goto('/', { waitUntil: 'networkidle' });
    await page.getByRole('textbox', { name: '密码' }).waitFor();
    expect(await page.getByText('登录已过期').count()).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    expect(problems).toEqual([]);
    await close();
  });
});
