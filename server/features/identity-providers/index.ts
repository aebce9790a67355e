import {
  identityProviderCreate,
  identityProviderFilter,
  identityProviderUpdate,
} from '../../../shared/identityProviders.ts';
import type { Ctx } from '../../ctx.ts';
import { scoped } from '../../db/scoped.ts';
import { conflict, orCurrent } from '../../errors.ts';
import type { Feature } from '../../feature.ts';
import { crud } from '../../http/crud.ts';
import { route } from '../../http/route.ts';
import { identityProviderEntity } from './identityProvider.entity.ts';
import {
  createProvider,
  identityProviderList,
  removeProvider,
  toRecord,
  updateProvider,
} from './identityProvider.service.ts';

const load = (ctx: Ctx, params: Record<string, string>) => scoped(ctx, identityProviderEntity).get(params.id!);

export const identityProviders: Feature = {
  entity: identityProviderEntity as never,
  routes: [
    ...crud({
      resource: 'identity-providers',
      list: identityProviderList,
      filter: identityProviderFilter,
      toRecord,
      remove: removeProvider,
    }),
    route({
      method: 'post',
      path: '/identity-providers',
      permission: ['create', 'identity-providers'],
      summary: 'An OpenID Connect provider by which people of an organisation sign in; its secret is never answered',
      body: identityProviderCreate,
      status: 201,
      run: async (ctx, { body, deps }) => toRecord(ctx, await createProvider(ctx, body, deps)),
    }),
    route({
      method: 'put',
      path: '/identity-providers/:id',
      permission: ['edit', 'identity-providers'],
      summary: 'Change a provider and its rules; a secret that is left out stays',
      load,
      body: identityProviderUpdate,
      run: async (ctx, { record, body, deps }) => {
        const current = async () => toRecord(ctx, await scoped(ctx, identityProviderEntity).get(record.id));
        if (body.version !== undefined && body.version !== record.version) {
          throw conflict('stale-version', { current: await current() });
        }
        return orCurrent(async () => toRecord(ctx, await updateProvider(ctx, record, body, deps)), current);
      },
    }),
  ],
};
