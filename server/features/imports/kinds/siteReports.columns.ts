import sql from 'sql-template-tag';
import { monthOf } from '../../../../shared/rules/months.ts';
import { isReporting } from '../../../../shared/rules/sites.ts';
import { siteFigures, type SiteFigure } from '../../../../shared/site-reports.ts';
import type { SiteStatus } from '../../../../shared/sites.ts';
import { w } from '../../../../shared/words/word.ts';
import type { Ctx } from '../../../ctx.ts';
import { inOwnScope } from '../../../db/scoped.ts';
import { exported } from '../headings.ts';
import { notFound } from '../../../errors.ts';
import type { ImportColumn } from '../kind.ts';

export type KnownSite = { id: string; name: string; orgCode: string; status: SiteStatus };

/** The sites of the actor's scope: all, one, or those of some names. */
export const sitesOf = (ctx: Ctx, { id: one, names }: { id?: string | undefined; names?: readonly string[] }) =>
  ctx.query<KnownSite>(sql`
    select id, name, org_code as "orgCode", status from sites
    where province_code = left(${ctx.actor.orgCode}, 2) and (${one ?? null}::uuid is null or id = ${one ?? null}::uuid)
      and (${names ? [...names] : null}::text[] is null or name = any(${names ? [...names] : null}::text[]))
      and ${inOwnScope(ctx, 'sites')}
    order by name, org_code, id`);

const synonyms: Record<SiteFigure, string[]> = {
  unions: ['工会数', '覆盖工会数', '工会组织数', '覆盖基层工会'],
  enterprises: ['企业数', '覆盖企业数'],
  workers: ['职工数', '职工人数', '覆盖职工数', '从业人数'],
  migrantWorkers: ['农民工', '农民工人数', '农民工数', '其中农民工数'],
  members: ['会员数', '会员人数', '工会会员'],
  socialWorkers: ['社工', '社工人数', '社会化工会工作者', '专职社工人数'],
  services: ['办实事', '办实事件数', '为职工办实事好事', '实事'],
  visitors: ['来访', '接待', '接待来访人次', '来访人次'],
  disputes: ['劳动争议', '调处争议', '调处劳动争议件数', '化解纠纷'],
  participants: ['竞赛人次', '参加竞赛', '参加劳动竞赛人次', '劳动竞赛'],
  suggestions: ['建议', '合理化建议条数', '建议数'],
  benefitYuan: ['效益', '产生经济效益', '经济效益元', '效益金额'],
};

const figureColumn = (figure: SiteFigure, example: number): ImportColumn => ({
  ...exported('site-reports', figure),
  kind: 'number',
  required: figure !== 'members',
  synonyms: synonyms[figure],
  example,
});

const examples = [10, 60, 1200, 1000, 900, 1, 5, 6, 2, 30, 40, 100_000];

/** The columns of monthly reports; with a site chosen beforehand its name may be left out. */
export async function columns(ctx: Ctx, { siteId }: Record<string, string>): Promise<ImportColumn[]> {
  const all = await sitesOf(ctx, siteId ? { id: siteId } : {});
  if (siteId && all.length === 0) throw notFound();
  const sites = all.filter(({ status }) => isReporting(status));
  const named = [...new Set(sites.map(({ name }) => name))];
  return [
    {
      ...exported('site-reports', 'month'),
      kind: 'month',
      required: true,
      synonyms: ['上报月份', '报告月份', '统计月份', '年月', '所属月份', 'Period'],
      example: monthOf(ctx.today),
    },
    {
      ...exported('site-reports', 'siteName'),
      // Offered by name; whatever stands there is looked up, because a name may be another level's.
      kind: 'text',
      required: siteId === undefined,
      synonyms: ['建设点名称', '示范点', '示范点名称', '点位', '站点', '名称', 'Site name', 'Name'],
      example: named[0] ?? '河东工业园',
      choices: named.slice(0, 500).map((name) => ({ label: name, value: name })),
    },
    {
      ...exported('site-reports', 'orgCode'),
      kind: 'organisation',
      synonyms: ['所属区县', '地区', '所属组织', 'Organisation'],
      note: w('建设点重名时用来区分。', 'Tells sites of the same name apart.'),
      width: 20,
    },
    { ...exported('site-reports', 'orgPath'), kind: 'organisation', synonyms: ['组织全称'], hidden: true },
    ...siteFigures.map((figure, index) => figureColumn(figure, examples[index]!)),
    { ...exported('site-reports', 'note'), kind: 'text', synonyms: ['备注', '情况说明', 'Remarks'] },
    {
      key: 'confirmed',
      heading: w('确认', 'Confirmed'),
      kind: 'flag',
      width: 8,
      synonyms: ['已核对', '已确认', '数字无误', '确认无误'],
      note: w('数字存疑而属实的，填“是”。', 'Yes where implausible figures are right.'),
    },
  ];
}
