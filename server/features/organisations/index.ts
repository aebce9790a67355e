import sql from 'sql-template-tag';
import {
  organisationCreate,
  organisationFilter,
  organisationUpdate,
  type Organisation,
} from '../../../shared/organisations.ts';
import { officePhoneFor } from '../../../shared/rules/masking.ts';
import type { Ctx } from '../../ctx.ts';
import type { Feature } from '../../feature.ts';
import { crud } from '../../http/crud.ts';
import { organisationEntity, type OrganisationRow } from './organisation.entity.ts';
import { authorizeKeeper, createOrganisation, removeOrganisation, updateOrganisation } from './organisation.service.ts';

function toRecord({ actor }: Ctx, row: OrganisationRow): Organisation {
  return {
    ...row,
    id: row.code,
    contactPhone: officePhoneFor(actor, row.contactPhone),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

export const organisations: Feature = {
  entity: organisationEntity as never,
  routes: crud({
    resource: 'organisations',
    list: {
      entity: organisationEntity,
      defaultSort: { field: 'code', descending: false },
      search: ['name', 'code'],
      sorts: { id: sql`t.code` },
    },
    filter: organisationFilter,
    toRecord,
    create: { schema: organisationCreate, run: createOrganisation },
    update: { schema: organisationUpdate, run: updateOrganisation },
    remove: removeOrganisation,
    authorize: authorizeKeeper,
  }),
};
