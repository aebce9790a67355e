import { describe, expect, test } from '@jest/globals';
import { expectNoSidewaysScroll, hasKeyboard, leave, signIn } from './people.ts';
import { keep, openStage } from './stage.ts';

const stage = openStage();

/** An item that waits, whose photo was used for another union of 新城区. */
const flagged = `
  select a.subject_id as v from attachments a
  where a.org_code = '150102' and a.look_a is not null and a.shared_from is null and exists (
    select from attachments b where b.sha256 = a.sha256 and b.union_id <> a.union_id)
  order by a.id limit 1`;

describe('evidence that was used for another union', () => {
  test(
    'is pointed out to whoever verifies, with the other record as a door; said to be shared, it is silent',
    stage.story(async () => {
      const city = await signIn(stage.browser, stage.url, 'hohhot-officer');
      const { page } = city;
      await page.goto(`/rectifications/${await stage.one(flagged)}/show`);
      const warning = page.getByText('有 1 份佐证在其他工会用过');
      await warning.waitFor();
      await keep(page, 'evidence-flagged');
      await page.getByRole('button', { name: '查看', exact: true }).click();
      const viewer = page.getByRole('dialog');
      await viewer.getByText('与下列佐证是同一份文件').waitFor();
      await viewer
        .getByRole('link', { name: /新城区.*工会/ })
        .first()
        .waitFor();
      await viewer.getByText('拍摄时间').waitFor();
      // By its tag: the circle that is shown while the photo loads is an image by its role, too.
      const picture = viewer.locator('img');
      await picture.waitFor();
      await keep(page, 'evidence-viewer');
      await page.keyboard.press('r');
      await page.keyboard.press('+');
      await page.waitForFunction(
        (image) => /scale\(1\.5\).*rotate\(90deg\)|matrix\(0, 1\.5, -1\.5, 0/.test(getComputedStyle(image!).transform),
        await picture.elementHandle(),
      );
      await viewer.getByRole('button', { name: '标为多家共用' }).click();
      await viewer.getByText(/标为多家共用，重复使用不提示/).waitFor();
      expect(await hasKeyboard(viewer.getByRole('button', { name: /取消多家共用/ }))).toBe(true);
      await page.keyboard.press('Escape');
      await viewer.waitFor({ state: 'detached' });
      const undo = page
        .getByRole('button', { name: '撤销' })
        .or(page.getByRole('button', { name: '撤回' }))
        .first();
      // It stays while somebody points at it.
      await undo.hover();
      await warning.waitFor({ state: 'detached' });
      await page.getByText('多家共用', { exact: true }).waitFor();
      await undo.click();
      await warning.waitFor();
      await leave(city);

      const phone = await signIn(stage.browser, stage.url, 'xincheng-officer', { device: 'phone' });
      await phone.page.goto(`/rectifications/${await stage.one(flagged)}/show`);
      await phone.page.getByRole('button', { name: '查看', exact: true }).click();
      await phone.page.getByText('本级范围以外还有 1 家用过').waitFor();
      await expectNoSidewaysScroll(phone.page);
      expect(await phone.page.getByText('回民区').count()).toBe(0);
      await leave(phone);
    }),
  );
});
