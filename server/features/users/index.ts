import { versioned } from '../../../shared/schema.ts';
import { userCreate, userFilter, userUpdate } from '../../../shared/users.ts';
import type { Ctx } from '../../ctx.ts';
import { scoped } from '../../db/scoped.ts';
import type { Feature } from '../../feature.ts';
import { crud } from '../../http/crud.ts';
import { route, type RouteDef } from '../../http/route.ts';
import { temporarySecret } from '../auth/password.ts';
import { userEntity, type UserRow } from './user.entity.ts';
import { toRecord, userList } from './user.record.ts';
import { actOnUser, authorizeAct, authorizeKeeper, createUser, removeUser, updateUser } from './user.service.ts';

/** A body, and a temporary password that was hashed before the transaction opened. */
type WithSecret = { sent: unknown; secret: { password: string; hash: string } };

const receive = async (req: { body?: unknown }): Promise<WithSecret> => {
  const sent = req.body ?? {};
  return { sent, secret: await temporarySecret(String((sent as { username?: unknown }).username ?? '')) };
};

const creation = route<undefined, WithSecret>({
  method: 'post',
  path: '/users',
  permission: ['create', 'users'],
  summary: 'Create an account; the answer tells its temporary password, once',
  body: userCreate as never,
  receive,
  unkeptAnswer: true,
  status: 201,
  run: async (ctx, { body: { sent, secret } }) => {
    const row = await createUser(ctx, userCreate.parse(sent), secret.hash);
    return { ...toRecord(ctx, row), temporaryPassword: secret.password };
  },
});

const load = (ctx: Ctx, params: Record<string, string>) => scoped(ctx, userEntity).get(params.id!);

const reset = route<UserRow, WithSecret>({
  method: 'post',
  path: '/users/:id/reset-password',
  permission: ['reset-password', 'users'],
  summary: 'Give an account a new temporary password, told once',
  load,
  authorize: authorizeAct('reset-password'),
  body: versioned as never,
  receive,
  unkeptAnswer: true,
  run: async (ctx, { record, body: { sent, secret } }) => {
    const { version } = versioned.parse(sent);
    const row = await actOnUser(ctx, record.id, { action: 'reset-password', version, passwordHash: secret.hash });
    return { ...toRecord(ctx, row), temporaryPassword: secret.password };
  },
});

const switches = (['disable', 'enable', 'reset-second-factor', 'end-sessions'] as const).map((action): RouteDef =>
  route({
    method: 'post',
    path: `/users/:id/${action}`,
    permission: [action, 'users'],
    summary: `${action} one account`,
    load,
    authorize: authorizeAct(action),
    body: versioned,
    run: async (ctx, { record, body }) => toRecord(ctx, await actOnUser(ctx, record.id, { ...body, action })),
  }),
);

export const users: Feature = {
  entity: userEntity as never,
  routes: [
    creation,
    reset,
    ...switches,
    ...crud({
      resource: 'users',
      list: userList,
      filter: userFilter,
      toRecord,
      authorize: authorizeKeeper,
      update: { schema: userUpdate, run: updateUser },
      remove: removeUser,
    }),
  ],
};
