import { describe, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { readWord } from '../support/docx.ts';
import { expectNoSidewaysScroll, leave, signIn } from './people.ts';
import { keep, openStage } from './stage.ts';

const stage = openStage();
const edited = '各地要压实责任，确保年底前全部销号。';

/** A circular from its making to the last receipt, in a real browser. */
describe('a circular', () => {
  test(
    'the province makes one at a cut-off, edits its text, downloads and publishes it',
    stage.story(async () => {
      const officer = await signIn(stage.browser, stage.url, 'nmg-officer');
      const { page } = officer;
      await officer.open(/^通报/);
      await page.getByRole('link', { name: '起草通报' }).first().click();
      await page.getByRole('radio', { name: '昨日 24 时' }).check();
      await page.getByText(/截至\d+年\d+月\d+日24时/).waitFor();
      await keep(page, 'bulletin-create-desktop');
      await page.getByRole('button', { name: '生成初稿' }).click();

      await page.getByRole('heading', { level: 1, name: '修改通报' }).waitFor();
      const body = page.getByRole('textbox', { name: '正文' });
      const text = await body.inputValue();
      expect(text).toMatch(/一、总体情况[^]*居前三位的是[^]*居后三位的是[^]*三、逾期情况/);
      await page.getByRole('textbox', { name: '发文字号' }).fill('内工发〔2026〕88号');
      await body.fill(`${text}\n${edited}`);
      await keep(page, 'bulletin-edit-desktop');
      await page.getByRole('button', { name: '保存' }).click();

      await page.getByRole('article').getByText(edited).waitFor();
      await keep(page, 'bulletin-desktop');
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: '下载 Word' }).click(),
      ]);
      expect(file.suggestedFilename()).toMatch(/^关于.*进展情况的通报\.docx$/);
      const word = readWord(await readFile(await file.path()));
      expect(word.paragraphs).toContain('内工发〔2026〕88号');
      expect(word.paragraphs).toContain(edited);
      expect(word.paragraphs).toContain('（征求意见稿）');

      await page.getByRole('button', { name: '印发给 12 家单位' }).click();
      await page.getByRole('dialog').getByText(/不能撤回/).waitFor(); // prettier-ignore
      await page.getByRole('dialog').getByRole('button', { name: '印发' }).click();
      await page.getByText('已签收 0 / 12').waitFor();
      await page.getByRole('button', { name: /印发给/ }).waitFor({ state: 'detached' });
      expect(await stage.one("select status as v from bulletins where doc_no = '内工发〔2026〕88号'")).toBe(
        'published',
      );
      await leave(officer);
    }),
  );

  test(
    'the city reads it on a phone, acknowledges and replies',
    stage.story(async () => {
      const city = await signIn(stage.browser, stage.url, 'hohhot-officer', { device: 'phone' });
      const { page } = city;
      await page
        .getByRole('link', { name: /通报待签收/ })
        .first()
        .click();
      await page
        .getByRole('main')
        .getByRole('link', { name: /进展情况的通报/ })
        .first()
        .click();
      await page.getByRole('article').getByText(edited).waitFor();
      await expectNoSidewaysScroll(page);
      await keep(page, 'bulletin-phone');
      await page.getByRole('button', { name: '签收' }).first().click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('textbox', { name: /回复/ }).fill('已召开专题会部署');
      await dialog.getByRole('button', { name: '签收' }).click();
      await page.getByRole('region', { name: '我单位的签收' }).getByText('已召开专题会部署').waitFor();
      await page.getByRole('button', { name: '修改回复' }).waitFor();
      await leave(city);
    }),
  );

  test(
    'the province sees who has acknowledged and what they replied',
    stage.story(async () => {
      const officer = await signIn(stage.browser, stage.url, 'nmg-officer');
      const { page } = officer;
      await officer.open(/^通报/);
      await page.getByText('已签收 1 / 12').first().waitFor();
      await page.getByRole('row').filter({ hasText: '已签收 1 / 12' }).getByRole('link').first().click();
      const receipts = page.getByRole('region', { name: '签收情况' });
      await receipts.getByText('已召开专题会部署').waitFor();
      await receipts.getByRole('listitem').nth(11).waitFor();
      expect(await receipts.getByRole('listitem').count()).toBe(12);
      expect(await receipts.getByText('尚未签收').count()).toBe(11);
      await keep(page, 'bulletin-receipts-desktop');
      await leave(officer);
    }),
  );
});

/** The papers of rectifications: for all that a list shows, and for one union. */
describe('notices', () => {
  test(
    'a district prints those of what its list shows, and the closing slip of one union',
    stage.story(async () => {
      const officer = await signIn(stage.browser, stage.url, 'xincheng-officer');
      const { page } = officer;
      const make = async () => {
        await page.getByRole('button', { name: '打印文书' }).click();
        await page.getByRole('dialog').getByLabel('发文字号（前半部分）').fill('新工整〔2026〕');
      };
      const finish = async () => {
        const [file] = await Promise.all([
          page.waitForEvent('download'),
          page.getByRole('dialog').getByRole('button', { name: '生成并下载' }).click(),
        ]);
        return { name: file.suggestedFilename(), ...readWord(await readFile(await file.path())) };
      };
      await officer.open(/^问题整改/);
      await page
        .getByText(/共\s*[\d,]+\s*项/)
        .first()
        .waitFor();
      await make();
      await keep(page, 'notices-desktop');
      const many = await finish();
      expect(many.name).toMatch(/^整改通知书（\d+家）\.docx$/);
      const count = Number(/\d+/.exec(many.name)![0]);
      expect(count).toBeGreaterThan(1);
      expect(many.paragraphs.filter((text) => text === '整改通知书')).toHaveLength(count);
      expect(many.paragraphs).toContain('新工整〔2026〕1号');

      const union = await stage.one(
        "select union_id as v from rectifications where org_code like '150102%' and status = 'closed' order by id limit 1",
      );
      await page.goto(`/unions/${union}/show`);
      await make();
      await page.getByRole('radio', { name: '销号确认单' }).check();
      const one = await finish();
      expect(one.name).toMatch(/^销号确认单（.+）\.docx$/);
      expect(one.paragraphs).toContain('销号确认单');
      await leave(officer);
    }),
  );
});
