import { expect, test } from '@jest/globals';
import type { Route } from 'playwright-core';
import { signIn } from './people.ts';
import { openStage } from './stage.ts';

const stage = openStage();

/** What the server answers while its database is away. */
const away = (route: Route) =>
  route.fulfill({
    status: 503,
    headers: { 'retry-after': '5', 'content-type': 'application/problem+json' },
    body: JSON.stringify({ status: 503, code: 'unavailable', message: '服务暂时不可用，请稍后再试。' }),
  });

test(
  'while the database is away the console says so, signs nobody out, and is back with one tap',
  stage.story(async () => {
    const officer = await signIn(stage.browser, stage.url, 'xincheng-officer', { expected: [/^503 /] });
    const { page } = officer;
    await page.goto('/unions');
    await page.locator('table tbody tr').first().waitFor();
    const said = page.getByText('服务暂时不可用，请稍后再试。').first();

    await page.context().route('**/api/**', away);
    await officer.open(/整改/);
    await said.waitFor();
    await page.reload();
    await said.waitFor();
    expect(new URL(page.url()).pathname).toBe('/rectifications');

    await page.context().unroute('**/api/**', away);
    await page.getByRole('button', { name: '重试' }).first().click();
    await page.locator('table tbody tr').first().waitFor();
    expect(officer.problems).toEqual([]);
  }),
);
