import sql from 'sql-template-tag';
import type { Bulletin, Receipt } from '../../../shared/bulletins.ts';
import { mayActions } from '../../../shared/rules/transitions.ts';
import type { Ctx } from '../../ctx.ts';
import type { ListSpec } from '../../db/page.ts';
import { inOwnScope, inScope } from '../../db/scoped.ts';
import { bulletinEntity, type BulletinRow } from './bulletin.entity.ts';
import { flowOf } from './bulletin.service.ts';

export const bulletinList: ListSpec<BulletinRow> = {
  entity: bulletinEntity,
  defaultSort: { field: 'cutOffAt', descending: true },
  search: ['title', 'docNo'],
  filters: {
    toAcknowledge: (ctx, value) => sql`${value === true} = exists (
      select from bulletin_receipts r
      where r.province_code = t.province_code and r.bulletin_id = t.id and r.org_code = ${ctx.actor.orgCode}
        and r.acknowledged_at is null and ${inOwnScope(ctx, 'bulletin_receipts', 'r')})`,
  },
};

type ReceiptRow = Omit<Receipt, 'acknowledgedAt'> & { bulletinId: string; acknowledgedAt: Date | null };

/** The receipts of the reader's scope: what a sibling answered is none of its business. */
async function receiptsOf(ctx: Ctx, rows: readonly BulletinRow[]): Promise<Map<string, Receipt[]>> {
  const found = await ctx.query<ReceiptRow>(sql`
    select r.bulletin_id as "bulletinId", r.org_code as "orgCode", o.name as "orgName",
      r.acknowledged_at as "acknowledgedAt", r.acknowledged_by as "acknowledgedBy", r.reply
    from bulletin_receipts r join organisations o on o.code = r.org_code
    where r.province_code = any(${[...new Set(rows.map(({ provinceCode }) => provinceCode))]})
      and r.bulletin_id = any(${rows.map(({ id }) => id)})
      and ${inOwnScope(ctx, 'bulletin_receipts', 'r')} and ${inScope(ctx, 'organisations', 'o')}
    order by r.org_code`);
  const byId = new Map<string, Receipt[]>(rows.map(({ id }) => [id, []]));
  for (const { bulletinId, acknowledgedAt, ...rest } of found) {
    byId.get(bulletinId)!.push({ ...rest, acknowledgedAt: acknowledgedAt?.toISOString() ?? null });
  }
  return byId;
}

function toRecord(ctx: Ctx, row: BulletinRow, receipts: Receipt[]): Bulletin {
  const { provinceCode: _province, ...rest } = row;
  return {
    ...rest,
    campaignTitle: row.figures.campaign?.title ?? null,
    cutOffAt: row.cutOffAt.toISOString(),
    publishedAt: row.publishedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    receipts,
    mayActions: mayActions('bulletins', ctx.actor, flowOf(row)),
  };
}

export async function toRecords(ctx: Ctx, rows: BulletinRow[]): Promise<Bulletin[]> {
  const receipts = await receiptsOf(ctx, rows);
  return rows.map((row) => toRecord(ctx, row, receipts.get(row.id)!));
}
