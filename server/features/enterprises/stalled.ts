import sql, { raw, type Sql } from 'sql-template-tag';
import type { Settings } from '../../../shared/settings.ts';
import type { Day } from '../../../shared/rules/days.ts';
import { stalledBefore, stalledStages } from '../../../shared/rules/establishment.ts';
import type { Ctx } from '../../ctx.ts';
import { partInForce } from '../settings/settings.service.ts';

const stages = raw(stalledStages.map((stage) => `'${stage}'`).join(', '));

/** From when on a case is stalled, at each organisation: by its ledger's reference day and its patience. */
export type StalledBefore = { of: (orgCode: string) => Day; sql: (alias: string) => Sql };

/** `isStalled` of `rules/establishment.ts` for single rows and for lists. */
export async function stalledAt(ctx: Ctx): Promise<StalledBefore> {
  const ledgers = await partInForce(ctx, 'ledger');
  const before = ({ asOf, stalledDays }: Settings['ledger']) => stalledBefore(asOf ?? ctx.today, stalledDays);
  return {
    of: (orgCode) => before(ledgers.of(orgCode)),
    sql: (alias) => {
      const column = (name: string) => raw(`${alias}.${name}`);
      const day = ledgers.sql(column('org_code'), (ledger) => sql`${before(ledger)}::date`);
      return sql`(${column('stage')} in (${stages})
        and (${column('last_visit_on')} is null or ${column('last_visit_on')} < ${day}))`;
    },
  };
}
