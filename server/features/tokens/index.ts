import { randomBytes } from 'node:crypto';
import { addDays } from '../../../shared/rules/days.ts';
import { tokenCreate, tokenFilter, type Token } from '../../../shared/tokens.ts';
import type { Ctx } from '../../ctx.ts';
import { scoped } from '../../db/scoped.ts';
import { invalid } from '../../errors.ts';
import { limitOwn } from '../auth/attempts.ts';
import { recordEvents } from '../events/event.service.ts';
import type { Feature } from '../../feature.ts';
import { crud } from '../../http/crud.ts';
import { route } from '../../http/route.ts';
import { tokenHash } from '../../http/session.ts';
import { tokenEntity, type TokenRow } from './token.entity.ts';

function toRecord(_ctx: Ctx, row: TokenRow): Token {
  const { userId: _user, hash: _hash, ...rest } = row;
  return {
    ...rest,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** A token is a right of its owner: it stands in the history of the account. */
async function note(ctx: Ctx, action: string, name: [string | null, string | null]): Promise<void> {
  const { id: subjectId, orgCode } = ctx.actor;
  await recordEvents(ctx, [{ subjectType: 'users', subjectId, orgCode, action, changes: { token: name } }]);
}

export const tokens: Feature = {
  entity: tokenEntity as never,
  routes: [
    ...crud({
      resource: 'tokens',
      list: { entity: tokenEntity, defaultSort: { field: 'createdAt', descending: true }, search: ['name'] },
      filter: tokenFilter,
      toRecord,
      remove: async (ctx, row) => {
        await scoped(ctx, tokenEntity).remove(row);
        await note(ctx, 'delete-token', [row.name, null]);
      },
    }),
    route({
      method: 'post',
      path: '/tokens',
      permission: ['create', 'tokens'],
      summary: 'A token with the rights of its owner; it is shown in this answer and never again',
      body: tokenCreate,
      status: 201,
      unkeptAnswer: true,
      run: async (ctx, { body: { name, expiresOn }, deps: { seal }, res }) => {
        await limitOwn(ctx, { seal, res }, 'tokens', { capacity: 20, perHour: 20 });
        if (expiresOn <= ctx.today || expiresOn > addDays(ctx.today, 366))
          throw invalid({ expiresOn: 'expiry-in-past' });
        const token = `uc_${randomBytes(32).toString('base64url')}`;
        const row = await scoped(ctx, tokenEntity).insert({
          userId: ctx.actor.id,
          name,
          expiresOn,
          hash: tokenHash(token),
        });
        await note(ctx, 'create-token', [null, name]);
        return { ...toRecord(ctx, row), token };
      },
    }),
  ],
};
