import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { countOnDevice, leave, signIn } from './people.ts';
import { openStage } from './stage.ts';

const stage = openStage();

async function openForm(page: Page, id: string): Promise<Locator> {
  await page.goto(`/rectifications/${id}/show`);
  await page.getByRole('button', { name: '标记整改到位' }).last().click();
  return page.getByRole('dialog').getByRole('group', { name: '此项须有佐证' });
}

const itemOf = (key: string) =>
  stage.one(`
    select r.id as v from rectifications r join campaigns c on c.id = r.campaign_id
    where r.org_code >= '150102' and r.org_code < '150103' and r.item_key = '${key}' and r.status = 'open'
      and cardinality(r.attachment_ids) = 0 and c.status = 'issued' order by r.id limit 1`);

describe('evidence from a phone', () => {
  test(
    'goes on where the network broke off, and after a reload',
    stage.story(async () => {
      const id = await itemOf('Q6');
      const person = await signIn(stage.browser, stage.url, 'xincheng-officer', {
        device: 'phone',
        expected: [/ERR_/, /^409 PUT/],
      });
      const { page } = person;
      const evidence = await openForm(page, id);
      const offsets: number[] = [];
      page.on('request', (request) => {
        const [, offset] = /\/uploads\/[^?]+\?offset=(\d+)$/.exec(request.url()) ?? [];
        if (offset !== undefined) offsets.push(Number(offset));
      });
      // The network is gone when the third part sets out.
      await page.route(
        /\/uploads\/[^?]+\?offset=524288$/,
        async (route) => {
          await page.context().setOffline(true);
          await route.abort('internetdisconnected');
        },
        { times: 1 },
      );
      const scan = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(2_000_000)]);
      await evidence
        .locator('input[type=file]')
        .first()
        .setInputFiles({ name: '批复.pdf', mimeType: 'application/pdf', buffer: scan });
      await evidence.getByText('网络已断开，恢复后自动继续上传').waitFor();
      const sent = offsets.length;
      expect(await page.getByRole('dialog').getByRole('button', { name: '标记整改到位' }).isDisabled()).toBe(true);

      // What had not arrived is on the device: the page may go, and the network come back later.
      await page.route(/\/uploads\//, (route) => route.abort('internetdisconnected'));
      await page.context().setOffline(false);
      const again = await openForm(page, id);
      await again.getByText('上次没有传完的 1 个文件').waitFor();
      const finished = page.waitForResponse((answer) => answer.url().endsWith('/finish') && answer.status() === 201);
      await page.unroute(/\/uploads\//);
      await finished;
      await again.getByRole('progressbar').waitFor({ state: 'hidden' });
      await again.getByRole('button', { name: '移除 批复.pdf' }).waitFor();
      // From the third part on, and never again from the beginning.
      expect(offsets.slice(0, sent)).toEqual([0, 262_144, 524_288]);
      expect(Math.min(...offsets.slice(sent))).toBe(524_288);
      expect(
        await stage.one(
          `select count(*)::int as v from attachments where filename = '批复.pdf' and bytes = ${scan.length}`,
        ),
      ).toBe(1);
      await leave(person);
    }),
  );

  test(
    'that has not arrived is asked about at the sign-out, and leaves the device with its owner',
    stage.story(async () => {
      const id = await itemOf('Q6');
      const person = await signIn(stage.browser, stage.url, 'xincheng-officer', {
        device: 'phone',
        expected: [/ERR_/],
      });
      const { page } = person;
      await page.route(/\/api\/attachments$/, (route) => route.abort('internetdisconnected'));
      const evidence = await openForm(page, id);
      const file = { name: '会议纪要.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n1') };
      await evidence.locator('input[type=file]').first().setInputFiles(file);
      await evidence.getByText('连接中断，稍后自动继续上传').waitFor();
      await page.goto('/');
      await page.getByRole('button', { name: '我的账号' }).click();
      await page.getByRole('menuitem', { name: '退出登录', exact: true }).click();
      const asked = page.getByRole('dialog', { name: /还有 1 份内容没有送达/ });
      await asked.getByText('从本机删除').click();
      await asked.getByRole('button', { name: '退出登录' }).click();
      await page.getByLabel('用户名').waitFor();
      expect(await countOnDevice(page, 'uploads')).toBe(0);
      await leave(person);
    }),
  );
});
