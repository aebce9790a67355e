import sql from 'sql-template-tag';
import { progressQuery, type ProgressRow } from '../../../shared/progress.ts';
import type { Rectification } from '../../../shared/rectifications.ts';
import { chineseDay, dayOf } from '../../../shared/rules/days.ts';
import type { Measures } from '../../../shared/rules/measures.ts';
import { wordFor } from '../../../shared/words.ts';
import { w } from '../../../shared/words/word.ts';
import type { Ctx } from '../../ctx.ts';
import { inScope, scoped } from '../../db/scoped.ts';
import { provincesOf } from '../../db/tenancy.ts';
import type { Cell, Sheet, SheetColumn } from '../../sheets/index.ts';
import { campaignEntity } from '../campaigns/campaign.entity.ts';
import { progressOf } from '../progress/progress.routes.ts';
import { made, text, word, yesNo, type ExportColumn } from './columns.ts';

const today = (ctx: Ctx) => (ctx.language === 'zh' ? chineseDay(ctx.today) : ctx.today);
const dayIn = (instant: string | null) => instant && dayOf(new Date(instant));

/** An item of 问题整改台账, and the part of the checklist that its question stands in. */
export type LedgerItem = Rectification & { section: string; position: number };

/** 问题整改台账: its 18 columns in the order of domain §8. */
export const ledgerColumns: ExportColumn<LedgerItem>[] = [
  made('position', w('序号', 'No.'), ({ position }) => position, { kind: 'number', width: 6 }),
  text('unionName', w('单位名称', 'Unit'), 22),
  made('orgCode', w('所属地区', 'Area'), (item, { places }) => places.path(item.orgCode), { width: 16 }),
  text('itemKey', w('问题编号', 'Item'), 8),
  made(
    'itemText',
    w('问题描述', 'Fault'),
    ({ itemText, finding }) => (finding ? `${itemText}（${finding}）` : itemText),
    {
      width: 30,
    },
  ),
  made('section', w('问题类别', 'Category'), ({ section }) => section, { width: 14 }),
  text('measures', w('整改措施', 'Measures'), 26),
  word('responsible', w('责任单位', 'Responsible side'), 'responsible', 10),
  text('responsibleName', w('责任人', 'Person in charge'), 9),
  word('track', w('整改类型', 'Track'), 'track', 10),
  { ...text('dueOn', w('整改时限', 'Due'), 12), kind: 'day' },
  made('status', w('进展', 'Progress'), ({ status, overdue }, { language }) => {
    const told = wordFor('rectificationStatus', status, language);
    return overdue ? `${told}（${language === 'zh' ? '逾期' : 'overdue'}）` : told;
  }),
  made('attachmentIds', w('佐证', 'Evidence'), ({ attachmentIds }, { language }) =>
    attachmentIds.length === 0 ? null : language === 'zh' ? `${attachmentIds.length}份` : `${attachmentIds.length}`,
  ),
  made('rectifiedAt', w('完成日期', 'Rectified on'), ({ rectifiedAt }) => dayIn(rectifiedAt), { kind: 'day' }),
  text('closedBy', w('核查人', 'Verified by'), 9),
  made('closed', w('是否销号', 'Closed'), ({ status }, { language }) => yesNo(status === 'closed', language), {
    width: 8,
  }),
  made('closedAt', w('销号日期', 'Closed on'), ({ closedAt }) => dayIn(closedAt), { kind: 'day' }),
  text('note', w('备注', 'Note'), 16),
];

type Section = { campaignId: string; key: string; section: string };

/** Items with their category; each campaign's checklist is asked for once. Where the checklist has no parts, none is told. */
export function ledgerItemsOf(ctx: Ctx) {
  const known = new Map<string, Map<string, string>>();
  let position = 0;
  return async (items: readonly Rectification[]): Promise<LedgerItem[]> => {
    const missing = [...new Set(items.map(({ campaignId }) => campaignId))].filter((id) => !known.has(id));
    if (missing.length > 0) {
      const rows = await ctx.query<Section>(sql`
        select c.id as "campaignId", i.item->>'key' as key, i.item->>'section' as section
        from campaigns c join checklists k on k.id = c.checklist_id
        cross join jsonb_array_elements(k.items) as i (item)
        where c.province_code = any(${provincesOf(ctx.actor)}) and c.id = any(${missing})
          and ${inScope(ctx, 'campaigns', 'c')} and ${inScope(ctx, 'checklists', 'k')}`);
      for (const id of missing) known.set(id, new Map());
      for (const { campaignId, key, section } of rows) known.get(campaignId)!.set(key, section);
    }
    return items.map((item) => {
      const section = known.get(item.campaignId)!.get(item.itemKey) ?? '';
      const have = wordFor('sixHave', section, ctx.language);
      return { ...item, section: have, position: (position += 1) };
    });
  };
}

/** The head of 问题整改台账: whose it is, and as of when. */
export async function ledgerHead(ctx: Ctx): Promise<NonNullable<Sheet['document']>> {
  const [org] = await ctx.query<{ name: string }>(sql`
    select name from organisations where code = ${ctx.actor.orgCode} and ${inScope(ctx, 'organisations')}`);
  const zh = ctx.language === 'zh';
  return {
    title: zh ? '问题整改台账' : 'Ledger of faults and their rectification',
    note: zh ? `填报单位：${org!.name}　　截至${today(ctx)}` : `${org!.name}, as of ${today(ctx)}`,
  };
}

type Line = Measures & Pick<ProgressRow, 'name'>;

/** 汇总表: region × the ten columns of domain §8. */
const summaryColumns: (SheetColumn & { of: (line: Line) => Cell; en: string })[] = [
  { heading: '地区', en: 'Area', kind: 'text', width: 22, of: ({ name }) => name },
  { heading: '应查', en: 'Targets', kind: 'number', width: 11, of: ({ targets }) => targets },
  { heading: '已查', en: 'Inspected', kind: 'number', width: 11, of: ({ submitted }) => submitted },
  { heading: '自查率', en: 'Inspection rate', kind: 'rate', width: 11, of: ({ inspectionRate }) => inspectionRate },
  { heading: '有问题单位', en: 'With faults', kind: 'number', width: 13, of: ({ defective }) => defective },
  { heading: '问题数', en: 'Items', kind: 'number', width: 11, of: ({ items }) => items },
  { heading: '已整改', en: 'Rectified', kind: 'number', width: 11, of: ({ rectified }) => rectified },
  { heading: '整改率', en: 'Rectified rate', kind: 'rate', width: 11, of: ({ rectifiedRate }) => rectifiedRate },
  { heading: '逾期', en: 'Overdue', kind: 'number', width: 11, of: ({ overdue }) => overdue },
  { heading: '已销号', en: 'Closed', kind: 'number', width: 11, of: ({ closed }) => closed },
  { heading: '空壳数', en: 'Shells', kind: 'number', width: 11, of: ({ shells }) => shells },
];

/** `campaignId`, and `orgCode` and `asOf` where they are wished for: what `/api/progress` is asked with. */
export const summaryFilter = progressQuery.omit({ by: true });

export type Summary = {
  title: string;
  columns: SheetColumn[];
  rows: Cell[][];
  document: NonNullable<Sheet['document']>;
};

/** 汇总表 by the very function of `/api/progress`; the total row is its total, which equals the sum of the rows. */
export async function summaryOf(ctx: Ctx, filter: Record<string, unknown>): Promise<Summary> {
  const query = progressQuery.parse({ ...filter, by: 'child' });
  const campaign = await scoped(ctx, campaignEntity).get(query.campaignId);
  const { asOf, orgCode, total, rows } = await progressOf(ctx, query);
  const [org] = await ctx.query<{ name: string }>(sql`
    select name from organisations where code = ${orgCode} and ${inScope(ctx, 'organisations')}`);
  const zh = ctx.language === 'zh';
  const at = dayOf(new Date(asOf));
  const lineOf = (line: Line) => summaryColumns.map(({ of }) => of(line));
  return {
    title: campaign.title,
    columns: summaryColumns.map(({ heading, en, kind, width }) => ({ heading: zh ? heading : en, kind, width })),
    rows: rows.map(lineOf),
    document: {
      title: zh ? `${campaign.title}汇总表` : `Summary: ${campaign.title}`,
      note: zh ? `单位：${org!.name}　　截至${chineseDay(at)}` : `${org!.name}, as of ${at}`,
      total: lineOf({ ...total, name: zh ? '合计' : 'Total' }),
    },
  };
}
