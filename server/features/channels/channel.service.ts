import sql from 'sql-template-tag';
import { v7 as uuid } from 'uuid';
import {
  addressHintOf,
  type Channel,
  type ChannelCreate,
  type ChannelKind,
  type ChannelUpdate,
} from '../../../shared/channels.ts';
import { sentence } from '../../../shared/messages.ts';
import { can } from '../../../shared/permissions.ts';
import { NATION } from '../../../shared/rules/orgCode.ts';
import type { Ctx } from '../../ctx.ts';
import type { ListSpec } from '../../db/page.ts';
import { inOwnScope, scoped } from '../../db/scoped.ts';
import type { Deps } from '../../deps.ts';
import { invalid } from '../../errors.ts';
import { mayPostTo } from '../../outbound/post.ts';
import type { Seal } from '../../outbound/seal.ts';
import { changesBetween, recordEvents, type Changes } from '../events/event.service.ts';
import { usableOrganisation } from '../organisations/organisation.service.ts';
import { channelEntity, type ChannelRow } from './channel.entity.ts';

const channels = (ctx: Ctx) => scoped(ctx, channelEntity);

export const channelList: ListSpec<ChannelRow> = {
  entity: channelEntity,
  defaultSort: { field: 'name', descending: false },
  search: ['name'],
};

/** What anybody may see of it: no address, no secret. */
export function toRecord(ctx: Ctx, row: ChannelRow): Channel {
  const { id, orgCode, kind, name, addressHint, topics, active, lastFault, version } = row;
  return {
    id,
    orgCode,
    kind,
    name,
    addressHint,
    hasSecret: row.secretSealed !== null,
    topics,
    active,
    lastAt: row.lastAt?.toISOString() ?? null,
    lastFault,
    lastWords: lastFault && sentence(lastFault, ctx.language, { detail: row.lastDetail ?? '' }),
    version,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    mayActions: can(ctx.actor, 'test', 'channels') ? ['test'] : [],
  };
}

type Tools = Pick<Deps, 'seal' | 'env'>;

/** Where a sealed text belongs: elsewhere it can't be opened. */
export const sealedPlace = (id: string, what: 'url' | 'secret') => `channels/${id}/${what}`;

/** 422 for what is no public https address; robots behind private addresses need a setting of the server. */
function addressOf(text: string, { env }: Tools): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !mayPostTo(url, env.WEBHOOK_PRIVATE)) throw invalid({ url: 'not-a-robot-address' });
  url.hash = '';
  return url.href;
}

const sealedAddress = (id: string, url: string, seal: Seal) => ({
  urlSealed: seal.seal(url, sealedPlace(id, 'url')),
  addressHint: addressHintOf(url),
  addressMark: seal.mark(url),
});

const sealedSecret = (id: string, kind: ChannelKind, secret: string | null | undefined, seal: Seal) => {
  if (kind === 'wecom' && secret) throw invalid({ secret: 'no-secret-here' });
  return secret ? seal.seal(secret, sealedPlace(id, 'secret')) : null;
};

const note = (ctx: Ctx, { id, orgCode }: ChannelRow, action: string, changes: Changes | null = null) =>
  recordEvents(ctx, [{ subjectType: 'channels', subjectId: id, orgCode, action, changes }]);

const told = ['name', 'addressHint', 'topics', 'active'] as const;

export async function createChannel(ctx: Ctx, body: ChannelCreate, tools: Tools): Promise<ChannelRow> {
  const { orgCode, kind, name, topics, active } = body;
  if (orgCode === NATION) throw invalid({ orgCode: 'unknown-organisation' });
  await usableOrganisation(ctx, orgCode);
  const url = addressOf(body.url, tools);
  const id = uuid();
  const row = await channels(ctx).insert({
    id,
    orgCode,
    kind,
    name,
    topics,
    active,
    ...sealedAddress(id, url, tools.seal),
    secretSealed: sealedSecret(id, kind, body.secret, tools.seal),
    scannedAt: ctx.now,
  });
  await note(ctx, row, 'create', changesBetween({} as ChannelRow, row, told));
  return row;
}

/** An address or a secret that is left out stays as it is. */
export async function updateChannel(ctx: Ctx, row: ChannelRow, body: ChannelUpdate, tools: Tools): Promise<ChannelRow> {
  const { name, topics, active } = body;
  const address = body.url ? sealedAddress(row.id, addressOf(body.url, tools), tools.seal) : {};
  const secret =
    body.secret === undefined ? {} : { secretSealed: sealedSecret(row.id, row.kind, body.secret, tools.seal) };
  // What came while it was switched off is not told afterwards.
  const fresh = active && !row.active ? { scannedAt: ctx.now } : {};
  const after = await channels(ctx).update(row, { name, topics, active, ...address, ...secret, ...fresh });
  const hidden: Changes =
    body.secret === undefined ? {} : { hasSecret: [row.secretSealed !== null, after.secretSealed !== null] };
  await note(ctx, after, 'edit', { ...changesBetween(row, after, told), ...hidden });
  return after;
}

/** What waits for it is no longer wanted; what was sent stays in the log. */
export async function removeChannel(ctx: Ctx, row: ChannelRow): Promise<void> {
  await ctx.query(sql`
    update deliveries set status = 'cancelled', fault = 'channel-off', updated_at = ${ctx.now}, version = version + 1
    where channel_id = ${row.id} and province_code = ${row.orgCode.slice(0, 2)} and status = 'waiting'
      and ${inOwnScope(ctx, 'deliveries')}`);
  await ctx.query(sql`
    update deliveries set channel_id = null
    where channel_id = ${row.id} and province_code = ${row.orgCode.slice(0, 2)} and ${inOwnScope(ctx, 'deliveries')}`);
  await channels(ctx).remove(row);
  await note(ctx, row, 'delete', { name: [row.name, null] });
}
