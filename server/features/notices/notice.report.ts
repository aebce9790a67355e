import sql from 'sql-template-tag';
import {
  maximumNotices,
  noticeStatuses,
  type Notice,
  type NoticeItem,
  type NoticeRequest,
} from '../../../shared/notices.ts';
import { dayOf } from '../../../shared/rules/days.ts';
import { districtOf } from '../../../shared/rules/orgCode.ts';
import type { Ctx } from '../../ctx.ts';
import { page } from '../../db/page.ts';
import { inScope } from '../../db/scoped.ts';
import { invalid } from '../../errors.ts';
import type { RectificationRow } from '../rectifications/rectification.entity.ts';
import { rectificationList } from '../rectifications/rectification.record.ts';

/** More than five hundred unions can have: a checklist has a few dozen items at most. */
const maximumItems = 30_000;

/** The number that is filled in by hand where the office numbers its letters elsewhere. */
const blankNo = (today: string) => `〔${today.slice(0, 4)}〕　　号`;

/** The federation that speaks: the reader's own, or a union's district where its reporter prints it. */
async function issuerOf(ctx: Ctx): Promise<string> {
  const code = ctx.actor.role === 'reporter' ? districtOf(ctx.actor.orgCode) : ctx.actor.orgCode;
  const [issuer] = await ctx.query<{ name: string }>(sql`
    select name from organisations where code = ${code} and ${inScope(ctx, 'organisations')}`);
  return issuer!.name;
}

const dayOrNull = (instant: Date | null) => instant && dayOf(instant);

const itemOf = (row: RectificationRow): NoticeItem => ({
  itemText: row.itemText,
  track: row.track,
  dueOn: row.dueOn,
  responsible: row.responsible,
  finding: row.finding,
  measures: row.measures,
  rectifiedAt: dayOrNull(row.rectifiedAt),
  closedAt: dayOrNull(row.closedAt),
  closedBy: row.closedBy,
});

export type NoticeFile = { kind: NoticeRequest['kind']; issuer: string; signedOn: string; notices: Notice[] };

/** The notices of all items that the filter shows the reader, in the order of organisation and name. */
export async function noticesOf(ctx: Ctx, request: NoticeRequest): Promise<NoticeFile> {
  const { kind, filter, docNoPrefix, firstNo, signedOn } = request;
  const asked = [filter['status'] ?? []].flat() as string[];
  const status = noticeStatuses[kind].filter((one) => asked.length === 0 || asked.includes(one));
  const { rows, total } = await page(ctx, rectificationList, {
    filter: { ...filter, status },
    sort: { field: 'orgCode', descending: false },
    from: 0,
    to: maximumItems - 1,
  });
  const groups = new Map<string, RectificationRow[]>();
  for (const row of rows) {
    const key = `${row.unionId} ${row.campaignId}`;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  if (groups.size === 0) throw invalid({ filter: 'no-notices' });
  if (groups.size > maximumNotices || total > maximumItems) {
    throw invalid({ filter: { code: 'too-many-notices', params: { maximum: maximumNotices } } });
  }
  const inOrder = [...groups.values()].sort(
    ([a], [b]) => compare(a!.orgCode, b!.orgCode) || compare(a!.unionName, b!.unionName),
  );
  return {
    kind,
    issuer: await issuerOf(ctx),
    signedOn: signedOn ?? ctx.today,
    notices: inOrder.map((items, index) => ({
      unionName: items[0]!.unionName,
      campaignTitle: items[0]!.campaignTitle,
      docNo: docNoPrefix ? `${docNoPrefix}${firstNo + index}号` : blankNo(ctx.today),
      items: items.sort((a, b) => compare(a.itemKey, b.itemKey)).map(itemOf),
    })),
  };
}

const compare = (a: string, b: string) => a.localeCompare(b, 'zh-CN', { numeric: true });
