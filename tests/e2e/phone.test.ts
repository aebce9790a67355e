import { describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { fillPath } from '../../shared/prints.ts';
import { openTab } from '../support/browser.ts';
import { client } from '../support/client.ts';
import { demoPassword } from '../../server/demo/accounts.ts';
import type { Inspection } from '../../shared/inspections.ts';
import { countOnDevice, expectNoSidewaysScroll, fillIn, leave, signIn, type Person } from './people.ts';
import { opened, openStage } from './stage.ts';

const stage = openStage();

/** Without a network requests fail; that is what these stories are about. */
const cut = [/ERR_INTERNET_DISCONNECTED/, /^error: .*(Failed to fetch|NetworkError)/];

/**
 * A page that is reloaded without a network has one for a moment, as far as the browser pretends: it may still send what
 * it holds, and never hears that it arrived. What is handed in later then starts from an older version once, and is told.
 */
const arrivedUnheard = /^409 POST .*\/submit$/;

const question = (page: Page, key: string) => page.getByRole('region', { name: new RegExp(`^${key} `) });
const answer = (page: Page, key: string, value: string) =>
  question(page, key).getByRole('radio', { name: value, exact: true }).click();

/** The device has the whole console, and its worker answers for this page. */
async function keptOnDevice(page: Page): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
}

async function openForm(person: Person): Promise<string> {
  const { page } = person;
  await page
    .getByRole('link', { name: /开始填报|继续填报/ })
    .first()
    .click();
  await question(page, 'Q13').waitFor();
  return new URL(page.url()).pathname.split('/').at(-1)!;
}

async function cityOfficer(url: string) {
  const officer = client(url);
  await officer.login('hohhot-officer', demoPassword);
  return officer;
}

/** An inspection of the 13 questions that waits for its first answer. */
async function openInspection(url: string, orgCode: string): Promise<string> {
  const officer = await cityOfficer(url);
  const filter = { status: 'pending', campaignOpen: true, orgCode };
  const [target] = await officer.list<Inspection>('inspections', filter);
  return target!.id;
}

describe('the phone of a chair, with and without a network', () => {
  test(
    'answers survive a reload without a network and are handed in once when it is back',
    stage.story(async () => {
      const chair = await signIn(stage.browser, stage.url, 'xincheng-chair', {
        device: 'phone',
        keepsConsole: true,
        expected: [...cut, arrivedUnheard],
      });
      const { page } = chair;
      await keptOnDevice(page);
      const id = await openForm(chair);
      await page.context().setOffline(true);
      for (let index = 1; index <= 12; index += 1) await answer(page, `Q${index}`, '是');
      await page.getByText('12 / 13').waitFor();
      await page.getByText(/网络不通，已留在本机/).waitFor();

      await page.reload();
      await page.getByText('12 / 13').waitFor();
      expect(await question(page, 'Q12').getByRole('radio', { name: '是', exact: true }).isChecked()).toBe(true);
      await answer(page, 'Q13', '否');
      await page.getByRole('button', { name: /^提交，没有问题/ }).click();
      await page.getByText('已排队，网络恢复后自动提交').waitFor();
      await expectNoSidewaysScroll(page);

      // The app is closed and opened again before there is a network.
      await page.goto('about:blank');
      await page.goto(`/inspections/${id}`);
      await page.getByText('已排队，网络恢复后自动提交').waitFor();
      await page.context().setOffline(false);
      await page.getByText('待审核').first().waitFor();
      expect(
        await stage.one(
          `select count(*) as v from events where subject_id = '${id}' and action = 'submit' and at >= '${opened}'`,
        ),
      ).toBe('1');
      expect(await stage.one(`select status as v from inspections where id = '${id}'`)).toBe('submitted');
      await page.getByRole('status').getByText('还没有送达').waitFor({ state: 'detached' });
      await leave(chair);
    }),
  );

  test(
    'what somebody else has answered meanwhile stands beside one’s own; what is chosen is handed in',
    stage.story(async () => {
      const officer = await signIn(stage.browser, stage.url, 'xincheng-officer', {
        device: 'phone',
        keepsConsole: true,
        expected: [...cut, /^409 POST/],
      });
      const { page } = officer;
      await keptOnDevice(page);
      const id = await openInspection(stage.url, '150102');
      await page.goto(`/inspections/${id}`);
      await question(page, 'Q13').waitFor();
      await page.context().setOffline(true);
      await answer(page, 'Q1', '是');
      await answer(page, 'Q2', '是');
      await page.getByText(/网络不通，已留在本机/).waitFor();
      const city = await cityOfficer(stage.url);
      await city.post(`/inspections/${id}/save`, { answers: { Q1: { value: 'no' }, Q3: { value: 'yes' } } });
      await page.context().setOffline(false);

      const versions = page.getByRole('dialog', { name: '两份内容不同，请选择' });
      const first = versions.getByRole('radiogroup', { name: /Q1/ });
      await first.getByRole('radio', { name: /我的.*是/s }).waitFor();
      await versions.getByText(/在今天 .*也改了这份内容/).waitFor();
      expect(await versions.getByRole('radiogroup').count()).toBe(1);
      await first.getByRole('radio', { name: /否/ }).click();
      await versions.getByRole('button', { name: '按所选继续' }).click();
      await page
        .getByText(/已保存/)
        .first()
        .waitFor();
      await page.getByText('3 / 13').waitFor();
      expect(
        await stage.one(
          `select jsonb_object_agg(key, value->>'value')::text as v from inspections, jsonb_each(answers) where id = '${id}'`,
        ),
      ).toBe('{"Q1": "no", "Q2": "yes", "Q3": "yes"}');
      await leave(officer);
    }),
  );

  test(
    'another person on the same phone sees nothing of it, and who leaves with something unsent is asked',
    stage.story(async () => {
      const officer = await signIn(stage.browser, stage.url, 'huimin-officer', {
        device: 'phone',
        keepsConsole: true,
        expected: cut,
      });
      const { page } = officer;
      await keptOnDevice(page);
      const id = await openInspection(stage.url, '150103');
      await page.goto(`/inspections/${id}`);
      await question(page, 'Q13').waitFor();
      await page.context().setOffline(true);
      await answer(page, 'Q1', '否');
      await page.getByText(/网络不通，已留在本机/).waitFor();
      await page.getByRole('button', { name: '我的账号' }).click();
      await page.getByRole('menuitem', { name: '退出登录', exact: true }).click();
      const asked = page.getByRole('dialog', { name: /还有 1 份内容没有送达/ });
      await asked.getByRole('button', { name: '退出登录' }).click();
      await page.getByLabel('用户名').waitFor();
      expect(await countOnDevice(page, 'drafts')).toBe(1);
      expect(await countOnDevice(page, 'records')).toBe(0);
      expect(await countOnDevice(page, 'person')).toBe(0);
      // The console itself opens without a network, and lets nobody in.
      await page.reload();
      await page.getByLabel('用户名').waitFor();
      await page.context().setOffline(false);

      await page.goto('/');
      await fillIn(page, 'hohhot-officer');
      await page.getByRole('navigation', { name: '主菜单' }).waitFor();
      await page.goto(`/inspections/${id}`);
      await page.getByText('0 / 13').waitFor();
      await leave(officer);
    }),
  );

  test(
    'a code on paper leads through the sign-in straight to the form',
    stage.story(async () => {
      const id = await openInspection(stage.url, '150102');
      const { body } = await (await cityOfficer(stage.url)).get<Inspection>(`/inspections/${id}`);
      const tab = await openTab(stage.browser, {
        url: stage.url,
        device: 'phone',
        expected: [/^401 GET \/api\/auth\/me/, /^404 GET \/api\/me\/fill/],
      });
      const { page } = tab;
      await page.goto(fillPath(body.campaignId, body.unionId));
      await fillIn(page, 'xincheng-officer');
      await question(page, 'Q13').waitFor();
      expect(new URL(page.url()).pathname).toBe(`/inspections/${id}`);
      await page.goto(fillPath(body.campaignId, body.campaignId));
      await page.getByText('没有这个页面').waitFor();
      await leave(tab);
    }),
  );

  test(
    'the console can be installed: a manifest with its icons, and a page that opens without a network',
    stage.story(async () => {
      const chair = await signIn(stage.browser, stage.url, 'xincheng-chair', {
        device: 'phone',
        keepsConsole: true,
        expected: cut,
      });
      const { page } = chair;
      await keptOnDevice(page);
      const session = await page.context().newCDPSession(page);
      const manifest = await session.send('Page.getAppManifest');
      expect(manifest.errors).toEqual([]);
      const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
      expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
      const kept = await page.evaluate(async () => {
        const [name = ''] = await caches.keys();
        return (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname);
      });
      expect(kept).toContain('/');
      expect(kept.filter((path) => path.startsWith('/api'))).toEqual([]);
      await page.context().setOffline(true);
      await page.reload();
      await page.getByRole('navigation', { name: '主菜单' }).waitFor();
      await leave(chair);
    }),
  );
});
