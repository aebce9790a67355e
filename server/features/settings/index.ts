import { isAtOrAbove, NATION } from '../../../shared/rules/orgCode.ts';
import { eligibilityQuery, settingsFilter, settingsWrite } from '../../../shared/settings.ts';
import type { Ctx } from '../../ctx.ts';
import { scoped } from '../../db/scoped.ts';
import { notFound, orCurrent } from '../../errors.ts';
import type { Feature } from '../../feature.ts';
import { crud } from '../../http/crud.ts';
import { route } from '../../http/route.ts';
import { eligibilityEffect, recomputeEligibility } from '../enterprises/eligibility.ts';
import { organisationEntity } from '../organisations/organisation.entity.ts';
import { settingsEntity } from './settings.entity.ts';
import { decide, recordOf, recordsOf, type Consequence } from './settings.service.ts';

/** What other registers derive from a decision. */
const consequences: readonly Consequence[] = [recomputeEligibility];

/** A federation of the reader's subtree, whether it has decided anything or not. */
async function load(ctx: Ctx, { id = '' }: Record<string, string>): Promise<string> {
  if (id === NATION || !isAtOrAbove(ctx.actor.orgCode, id)) throw notFound();
  if ((await scoped(ctx, organisationEntity).get(id)).nominal) throw notFound();
  return id;
}

export const settings: Feature = {
  entity: settingsEntity as never,
  routes: [
    route({
      method: 'get',
      path: '/settings/:id',
      permission: ['show', 'settings'],
      summary: 'What is in force at an organisation, and who decided it',
      load,
      run: (ctx, { record }) => recordOf(ctx, record),
    }),
    route({
      method: 'put',
      path: '/settings/:id',
      permission: ['edit', 'settings'],
      summary: 'Decide for an organisation and what lies below it; a null part is as the superior decided',
      load,
      body: settingsWrite,
      run: (ctx, { record, body }) =>
        orCurrent(
          () => decide(ctx, record, body, consequences),
          () => recordOf(ctx, record),
        ),
    }),
    route({
      method: 'get',
      path: '/reports/eligibility',
      permission: ['show', 'settings'],
      summary: 'How many enterprises a rule of eligibility would bring in and leave out at an organisation',
      query: eligibilityQuery,
      run: async (ctx, { query }) => {
        await load(ctx, { id: query.orgCode });
        return eligibilityEffect(ctx, query.orgCode, query);
      },
    }),
    ...crud({
      resource: 'settings',
      list: { entity: settingsEntity, defaultSort: { field: 'id', descending: false }, search: ['id'] },
      filter: settingsFilter,
      toRecord: (_ctx, row) => row,
      toRecords: (ctx, rows) =>
        recordsOf(
          ctx,
          rows.map(({ id }) => id),
        ),
    }).filter(({ path }) => path === '/settings'),
  ],
};
