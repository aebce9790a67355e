import { describe, expect, test } from '@jest/globals';
import { expectNoSidewaysScroll, leave, signIn } from './people.ts';
import { openStage } from './stage.ts';

const stage = openStage();

const masked = /138\*{4}\d{4}/;

/** One union of 新城区 with a certificate, looked up behind the server's back. */
const someUnion = () =>
  stage.one(
    "select id as v from unions where org_code like '150102%' and active and certificate_no is not null order by id limit 1",
  );

describe('numbers of unions', () => {
  test(
    'are masked for the city until it asks; the district sees them, and who asked; the administrator finds it',
    stage.story(async () => {
      const address = `/unions/${await someUnion()}/show`;
      const city = await signIn(stage.browser, stage.url, 'hohhot-officer', { device: 'phone' });
      await city.page.goto(address);
      await city.page.getByText(masked).first().waitFor();
      await expectNoSidewaysScroll(city.page);
      const ask = city.page.getByRole('button', { name: '显示完整号码' });
      expect(await ask.all()).toHaveLength(2);
      await ask.first().click();
      const call = city.page.getByRole('link', { name: /^138 0000 \d{4}$/ });
      await call.waitFor();
      expect(await call.getAttribute('href')).toMatch(/^tel:1380000\d{4}$/);
      await ask.first().waitFor({ state: 'detached' });
      await leave(city);

      const district = await signIn(stage.browser, stage.url, 'xincheng-officer');
      await district.page.goto(address);
      await district.page.getByRole('link', { name: /^138 0000 \d{4}$/ }).waitFor();
      await district.page.getByText('查看完整号码', { exact: true }).waitFor();
      expect(await district.page.getByText(masked).all()).toEqual([]);
      await leave(district);

      const admin = await signIn(stage.browser, stage.url, 'nmg-admin');
      await admin.page.goto('/events');
      await admin.page.getByRole('tab', { name: '数据查看与导出' }).click();
      await admin.page.getByRole('cell', { name: '基层工会 · 查看完整号码' }).first().waitFor();
      await leave(admin);
    }),
  );
});
