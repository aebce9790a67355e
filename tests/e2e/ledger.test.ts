import { describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { usccCheck } from '../../shared/rules/uscc.ts';
import { expectNoSidewaysScroll, leave, signIn } from './people.ts';
import { keep, openStage } from './stage.ts';

const stage = openStage();

/** The big number of a door: its label, then the number. */
const door = (page: Page, label: RegExp) => page.getByRole('main').getByRole('link', { name: label }).first();

async function fillEnterprise(page: Page, { name, uscc }: { name: string; uscc: string }): Promise<void> {
  await page.getByRole('textbox', { name: '企业名称' }).fill(name);
  await page.getByRole('textbox', { name: '统一社会信用代码' }).fill(uscc);
  await page.getByRole('spinbutton', { name: '职工人数' }).fill('150');
  await page.getByRole('button', { name: '登记企业' }).click();
}

describe('the establishment ledger', () => {
  test(
    'the overview of 深圳: two rates, the stages, the gap, and every number a door',
    stage.story(async () => {
      const officer = await signIn(stage.browser, stage.url, 'shenzhen-officer');
      const { page } = officer;
      await officer.open(/建会台账/);
      const rates = page.getByRole('region', { name: '两项比率' });
      await rates.getByText('67.50 %').waitFor();
      expect((await rates.innerText()).replaceAll(/\s+/g, ' ')).toMatch(
        /建会率 67\.50 % 787 ÷ 1,166.*推进率.*86\.11 % 1,004 ÷ 1,166/,
      );
      const gap = page.getByRole('region', { name: '与目标的差距' });
      expect((await gap.getByRole('group', { name: /按台账 1,166 家测算/ }).innerText()).replaceAll('\n', ' ')).toMatch(
        /还需建会 263 每月需建会 26\.2/,
      );
      expect((await gap.getByRole('group', { name: '目标基数未设定' }).innerText()).replaceAll('\n', ' ')).toMatch(
        /还需建会 — 每月需建会 —/,
      );
      await keep(page, 'ledger-desktop');
      for (const [label, count] of [
        [/^风向标企业\s*25/, 25],
        [/^走访（家次）\s*2,714/, 2714],
        [/正在组建\s*134/, 134],
        [/拒绝\s*18/, 18],
      ] as const) {
        await door(page, label).click();
        expect([String(label), await officer.total()]).toEqual([String(label), count]);
        await page.goBack();
        await rates.getByText('67.50 %').waitFor();
      }
      const stalled = door(page, /^停滞/);
      const count = Number(/(\d+)/.exec((await stalled.innerText()).replaceAll(',', ''))![1]);
      await stalled.click();
      expect(await officer.total()).toBe(count);
      await page.goBack();
      await page.getByRole('link', { name: '南山区' }).click();
      await page.getByRole('heading', { level: 1, name: /南山.*建会台账/ }).waitFor();
      await leave(officer);
    }),
  );

  test(
    'on a phone: the next stage in two taps and a note, a visit, a letter, and back again',
    stage.story(async () => {
      const name = await stage.one(
        "select name as v from enterprises where province_code = '44' and stage = 'outreach' and org_code like '4403%' order by name limit 1",
      );
      const fact = (column: string) =>
        stage.one(`select ${column}::text as v from enterprises where province_code = '44' and name = '${name}'`);
      const visits = Number(await fact('visit_count'));
      const officer = await signIn(stage.browser, stage.url, 'shenzhen-officer', { device: 'phone' });
      const { page } = officer;
      await page.goto('/enterprises');
      await page.getByRole('searchbox').or(page.getByPlaceholder('企业名称或信用代码')).first().fill(name);
      await page.getByRole('main').getByRole('link', { name }).first().click();
      await page.getByRole('button', { name: '推进到“有意愿”' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('textbox', { name: '情况说明' }).fill('负责人同意筹建');
      await dialog.getByRole('button', { name: '推进到“有意愿”' }).click();
      await dialog.waitFor({ state: 'hidden' });
      await page.getByRole('button', { name: '推进到“正在组建”' }).waitFor();
      expect(await fact('stage')).toBe('willing');
      await page.getByRole('region', { name: '一企一档' }).getByText('负责人同意筹建').waitFor();
      await expectNoSidewaysScroll(page);
      await keep(page, 'enterprise-phone');

      await page.getByRole('button', { name: '记走访' }).click();
      await dialog.getByRole('radio', { name: '考虑中' }).click();
      await dialog.getByRole('textbox', { name: '走访情况' }).fill('约定下周再谈');
      await dialog.getByRole('button', { name: '保存走访' }).click();
      await page.getByRole('region', { name: '一企一档' }).getByText('走访 · 考虑中').first().waitFor();
      expect(Number(await fact('visit_count'))).toBe(visits + 1);

      await page.getByRole('button', { name: '发出两书' }).click();
      await dialog.getByRole('radio', { name: '整改意见书' }).click();
      await dialog.getByRole('textbox', { name: '文号' }).fill('深工意〔2026〕9号');
      await dialog.getByRole('button', { name: '发出', exact: true }).click();
      await page.getByRole('region', { name: '一企一档' }).getByText('发出整改意见书').waitFor();
      await expectNoSidewaysScroll(page);

      // Backwards asks for a reason; what one has done can be taken back.
      await page.getByRole('button', { name: '变更阶段' }).click();
      await dialog.getByRole('radio', { name: '拒绝' }).click();
      expect(await dialog.getByRole('button', { name: '变更阶段' }).isDisabled()).toBe(true);
      await dialog.getByRole('textbox', { name: '情况说明' }).fill('更换了负责人');
      await dialog.getByRole('button', { name: '变更阶段' }).click();
      await dialog.waitFor({ state: 'hidden' });
      await page.getByRole('button', { name: '推进到“宣传发动”' }).waitFor();
      await page.getByRole('main').getByRole('button', { name: '撤回' }).click();
      await page.getByRole('button', { name: '推进到“正在组建”' }).waitFor();
      expect(await fact('stage')).toBe('willing');
      await leave(officer);
    }),
  );

  test(
    'a code of the own city leads to its file; one elsewhere is told without its data',
    stage.story(async () => {
      const own = await stage.one(
        "select uscc as v from enterprises where province_code = '44' and org_code like '4403%' order by uscc limit 1",
      );
      const ownName = await stage.one(
        `select name as v from enterprises where province_code = '44' and uscc = '${own}'`,
      );
      const first17 = '91440902MA0000777';
      const elsewhere = await stage.one(
        `insert into enterprises (province_code, org_code, name, uscc, employees, stage_since, eligible_from)
         values ('44', '440902', '茂南某某有限公司', '${first17}${usccCheck(first17)}', 150, '2026-01-01', 'infinity')
         returning uscc as v`,
      );
      const officer = await signIn(stage.browser, stage.url, 'shenzhen-officer', {
        expected: [/^409 POST \/api\/enterprises/],
      });
      const { page } = officer;
      await page.goto('/enterprises/create');
      const code = page.getByRole('textbox', { name: '统一社会信用代码' });
      await code.fill(`${own.slice(0, 17)}${own.endsWith('0') ? '1' : '0'}`);
      await page.getByText(/统一社会信用代码不正确/).waitFor();
      await fillEnterprise(page, { name: '重复登记有限公司', uscc: elsewhere });
      await page
        .getByText(/已由本省其他组织登记.*广东省总工会/)
        .first()
        .waitFor();
      expect(await page.getByRole('main').innerText()).not.toMatch(/茂南/);
      await code.fill(own.toLowerCase());
      await page.getByRole('button', { name: '登记企业' }).click();
      // What was typed would be lost: the page asks, as every form does.
      page.once('dialog', (dialog) => void dialog.accept());
      await page.getByRole('link', { name: `打开“${ownName}”的档案` }).click();
      await page.getByRole('heading', { level: 1, name: ownName }).waitFor();
      await leave(officer);
    }),
  );
});
