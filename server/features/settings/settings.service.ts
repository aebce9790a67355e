import sql, { join, raw, type Sql } from 'sql-template-tag';
import { ancestorsOf, boundsOf, isAtOrAbove, NATION } from '../../../shared/rules/orgCode.ts';
import {
  defaultSettings,
  settingNames,
  type SettingPart,
  type Settings,
  type SettingsRecord,
  type SettingsWrite,
} from '../../../shared/settings.ts';
import type { Ctx } from '../../ctx.ts';
import { inScope, scoped } from '../../db/scoped.ts';
import { provincesOf } from '../../db/tenancy.ts';
import { conflict } from '../../errors.ts';
import { changesBetween, recordEvents } from '../events/event.service.ts';
import { checkDecision } from './settings.checks.ts';
import { settingsEntity, type SettingsRow } from './settings.entity.ts';

const lineOf = (orgCode: string) => [orgCode, ...ancestorsOf(orgCode)].filter((code) => code !== NATION);

/** The decisions of organisations and of their superiors: of each, nearest first. */
async function decisionsOfAll(ctx: Ctx, orgCodes: readonly string[]): Promise<(orgCode: string) => SettingsRow[]> {
  const lines = [...new Set(orgCodes.flatMap(lineOf))];
  if (lines.length === 0) return () => [];
  const { columns } = scoped(ctx, settingsEntity).metadata;
  const found = await ctx.query<Record<string, unknown>>(sql`
    select * from settings
    where province_code = any(${[...new Set(lines.map((code) => code.slice(0, 2)))]}) and org_code = any(${lines})
      and ${inScope(ctx, 'settings')}
    order by length(org_code) desc`);
  const rows = found.map((row) =>
    Object.fromEntries(columns.map((c) => [c.propertyName, row[c.databaseName]])),
  ) as unknown as SettingsRow[];
  return (orgCode) => rows.filter(({ id }) => isAtOrAbove(id, orgCode));
}

const decisionsFor = async (ctx: Ctx, orgCode: string) => (await decisionsOfAll(ctx, [orgCode]))(orgCode);

const inForce = (rows: readonly SettingsRow[]): Settings =>
  Object.fromEntries(
    settingNames.map((part) => [part, rows.find((row) => row[part] !== null)?.[part] ?? defaultSettings[part]]),
  ) as Settings;

/** What is in force at an organisation: of every part the nearest decision at or above it. */
export async function settingsOf(ctx: Ctx, orgCode: string): Promise<Settings> {
  return inForce(await decisionsFor(ctx, orgCode));
}

/** What is in force of one part wherever the reader reaches. */
export type InForce<Part extends SettingPart> = {
  of: (orgCode: string) => Settings[Part];
  /** The same in SQL, for rows whose organisation stands in `column`. */
  sql: (column: Sql, value: (part: Settings[Part]) => Sql) => Sql;
};

/** One part for many organisations at once: the nearest decision at or above each, else the product's default. */
export async function partInForce<Part extends SettingPart>(ctx: Ctx, part: Part): Promise<InForce<Part>> {
  const column = raw(`"${scoped(ctx, settingsEntity).metadata.findColumnWithPropertyName(part)!.databaseName}"`);
  const decisions = await ctx.query<{ orgCode: string; value: Settings[Part] }>(sql`
    select org_code as "orgCode", ${column} as value from settings
    where province_code = any(${provincesOf(ctx.actor)}) and ${column} is not null and ${inScope(ctx, 'settings')}
    order by length(org_code) desc, org_code`);
  return {
    of: (orgCode) =>
      decisions.find((decision) => isAtOrAbove(decision.orgCode, orgCode))?.value ?? defaultSettings[part],
    sql: (place, value) => {
      const cases = decisions.map((decision) => {
        const { from, to } = boundsOf(decision.orgCode);
        return sql`when ${place} >= ${from} and ${place} < ${to} then ${value(decision.value)}`;
      });
      const rest = value(defaultSettings[part]);
      return cases.length === 0 ? rest : sql`case ${join(cases, ' ')} else ${rest} end`;
    },
  };
}

/** What else follows when an organisation decides anew, in the same transaction. */
export type Consequence = (ctx: Ctx, orgCode: string, changed: ReadonlySet<SettingPart>) => Promise<void>;

const each = <T>(value: (part: SettingPart) => T) =>
  Object.fromEntries(settingNames.map((part) => [part, value(part)])) as Record<SettingPart, T>;

const deciders = (rows: readonly SettingsRow[]) => each((part) => rows.find((row) => row[part] !== null)?.id ?? null);

/** What one organisation decided and what is in force there; one that has decided nothing has version 0. */
export async function recordOf(ctx: Ctx, orgCode: string): Promise<SettingsRecord> {
  return toRecord(ctx, orgCode, await decisionsFor(ctx, orgCode));
}

/** The same of many organisations, whose decisions are read once. */
export async function recordsOf(ctx: Ctx, orgCodes: readonly string[]): Promise<SettingsRecord[]> {
  const decisions = await decisionsOfAll(ctx, orgCodes);
  return orgCodes.map((orgCode) => toRecord(ctx, orgCode, decisions(orgCode)));
}

function toRecord(ctx: Ctx, orgCode: string, rows: readonly SettingsRow[]): SettingsRecord {
  const mine = rows.find((row) => row.id === orgCode);
  const others = rows.filter((row) => row !== mine);
  return {
    id: orgCode,
    orgCode,
    own: each((part) => mine?.[part] ?? null) as SettingsRecord['own'],
    effective: inForce(rows),
    decidedBy: deciders(rows),
    above: inForce(others),
    aboveDecidedBy: deciders(others),
    version: mine?.version ?? 0,
    createdAt: (mine?.createdAt ?? ctx.now).toISOString(),
    updatedAt: (mine?.updatedAt ?? ctx.now).toISOString(),
  };
}

/** Keeps the decisions of one organisation, whole: a part that is left out goes back to its superior's. */
export async function decide(
  ctx: Ctx,
  orgCode: string,
  body: SettingsWrite,
  consequences: readonly Consequence[] = [],
): Promise<SettingsRecord> {
  const rows = await decisionsFor(ctx, orgCode);
  const mine = rows.find((row) => row.id === orgCode);
  if (body.version !== undefined && body.version !== (mine?.version ?? 0)) {
    throw conflict('stale-version', { current: await recordOf(ctx, orgCode) });
  }
  const values = Object.fromEntries(settingNames.map((part) => [part, body[part] ?? null])) as Settings;
  const above = rows.filter((row) => row !== mine);
  await checkDecision(ctx, orgCode, body, {
    before: inForce(rows),
    after: inForce([{ ...values, id: orgCode } as SettingsRow, ...above]),
  });
  const settings = scoped(ctx, settingsEntity);
  const after = mine ? await settings.update(mine, values) : await settings.insert({ ...values, id: orgCode });
  const changes = changesBetween(mine ?? ({} as SettingsRow), after, settingNames);
  await recordEvents(ctx, [{ subjectType: 'settings', subjectId: orgCode, orgCode, action: 'edit', changes }]);
  const changed = new Set(Object.keys(changes) as SettingPart[]);
  for (const follow of consequences) await follow(ctx, orgCode, changed);
  return recordOf(ctx, orgCode);
}
