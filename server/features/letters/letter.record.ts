import sql, { type Sql } from 'sql-template-tag';
import type { Letter } from '../../../shared/letters.ts';
import type { Ctx } from '../../ctx.ts';
import { containing } from '../../db/conditions.ts';
import type { ListSpec } from '../../db/page.ts';
import { inScope } from '../../db/scoped.ts';
import { partInForce } from '../settings/settings.service.ts';
import { letterEntity, type LetterRow } from './letter.entity.ts';

/** An enterprise that has moved on is no longer known here by its name. */
export async function toRecords(ctx: Ctx, rows: readonly LetterRow[]): Promise<Letter[]> {
  const kinds = await partInForce(ctx, 'letterKinds');
  return rows.map(({ provinceCode: _province, ...row }) => ({
    ...row,
    enterpriseName: row.enterpriseName ?? null,
    kindName: kinds.of(row.orgCode).find(({ key }) => key === row.kind)?.name ?? row.kind,
    overdue: row.repliedOn === null && row.replyDueOn < ctx.today,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }));
}

const not = (condition: Sql, wanted: unknown) => (wanted ? condition : sql`not ${condition}`);

export const letterList: ListSpec<LetterRow> = {
  entity: letterEntity,
  defaultSort: { field: 'replyDueOn', descending: false },
  search: ['docNo'],
  join: (ctx) => sql`
    left join enterprises e on e.province_code = t.province_code and e.id = t.enterprise_id
      and ${inScope(ctx, 'enterprises', 'e')}`,
  select: sql`e.name as "enterpriseName"`,
  filters: {
    q: (_ctx, text) =>
      sql`(${containing(sql`e.name`, String(text).trim())} or ${containing(sql`t.doc_no`, String(text).trim())})`,
    replied: (_ctx, wanted) => not(sql`(t.replied_on is not null)`, wanted),
    overdue: (ctx, wanted) => not(sql`(t.replied_on is null and t.reply_due_on < ${ctx.today}::date)`, wanted),
  },
};
