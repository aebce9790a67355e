import { describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { texts as en } from '../../admin/help/texts.en.ts';
import { texts as zh } from '../../admin/help/texts.zh.ts';
import { helpTopics, topicAt } from '../../admin/help/topics.ts';
import { demoPassword } from '../../server/demo/accounts.ts';
import { openTab, type Tab } from '../support/browser.ts';
import { screens, type Screen } from './guide.ts';
import { expectNoSidewaysScroll } from './people.ts';
import { keepPicture, openStage } from './stage.ts';

const stage = openStage();
const texts = { zh, en };
type Language = keyof typeof texts;

async function enter(username: string, device: Screen['device'], language: Language): Promise<Tab> {
  const tab = await openTab(stage.browser, { url: stage.url, device });
  const { page } = tab;
  await page.addInitScript((locale) => localStorage.setItem('RaStore.locale', JSON.stringify(locale)), language);
  const answer = await page.request.post('/api/auth/login', { data: { username, password: demoPassword } });
  expect(answer.status()).toBe(200);
  return tab;
}

const taking = Boolean(process.env['PICTURES']);

/** Everything has come that the screen asked for; a picture waits for the last of its images too. */
async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  if (taking) await page.waitForLoadState('networkidle');
  await page.waitForFunction(() => document.querySelectorAll('.MuiSkeleton-root').length === 0);
}

/** Names of texts where the texts themselves should stand. */
const rawKeys = (text: string) => text.match(/\b(?:ui|shell|ra|resources|[a-z]+)(?:\.[a-zA-Z]+){2,}\b/g) ?? [];

/** All in Chinese; in English some of them, and all where pictures are taken. */
const walked = (language: Language) =>
  language === 'zh' || taking ? helpTopics : helpTopics.filter((_topic, index) => index % 3 === 0);

test('every address of the walk has the help of its topic', () => {
  const wrong = helpTopics.filter((topic) => {
    const { path, role } = screens[topic];
    return path !== undefined && topicAt(path.split('?')[0]!, role) !== topic;
  });
  expect(wrong).toEqual([]);
});

describe.each(['zh', 'en'] as const)('the screens that have help, in %s', (language) => {
  test(
    'open whole and in words, and the help stands beside them',
    stage.story(async () => {
      const tabs = new Map<string, Tab>();
      for (const topic of walked(language)) {
        const { username, device, path, address } = screens[topic];
        const who = `${username} ${device}`;
        const tab = tabs.get(who) ?? (await enter(username, device, language));
        tabs.set(who, tab);
        const { page } = tab;
        await page.goto(address ? await stage.one(address) : path!);
        await settled(page);
        await expectNoSidewaysScroll(page);
        expect([topic, rawKeys(await page.locator('body').innerText())]).toEqual([topic, []]);
        await keepPicture(page, `${language}/${topic}`);
        if (topic === 'rectification' || topic === 'cockpit') {
          await page.getByRole('button', { name: language === 'zh' ? '帮助' : 'Help', exact: true }).click();
          const panel = page.getByRole('dialog', { name: language === 'zh' ? '帮助' : 'Help' });
          await panel.getByRole('heading', { name: texts[language][topic].title, exact: true }).waitFor();
          await page.keyboard.press('Escape');
          await panel.waitFor({ state: 'detached' });
        }
      }
      const problems = [...tabs].flatMap(([who, tab]) => tab.problems.map((problem) => `${who}: ${problem}`));
      for (const tab of tabs.values()) await tab.close();
      expect(problems).toEqual([]);
    }),
    400_000,
  );
});
