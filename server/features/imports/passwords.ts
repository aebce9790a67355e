import type { Response } from 'express';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import sql from 'sql-template-tag';
import type { Language } from '../../../shared/words.ts';
import type { Ctx } from '../../ctx.ts';
import { inOwnScope, scoped } from '../../db/scoped.ts';
import { conflict } from '../../errors.ts';
import { route, Streamed, type RouteDef } from '../../http/route.ts';
import { xlsx, type SheetColumn } from '../../sheets/index.ts';
import { placesOf } from '../exports/places.ts';
import { givePasswords, withoutPassword, type FirstPassword } from '../users/user.many.ts';
import { importEntity, type ImportEntityRow } from './import.entity.ts';

const told = {
  zh: { name: '初始密码', filename: '账号初始密码.xlsx', headings: ['姓名', '用户名', '所属组织', '初始密码'] },
  en: {
    name: 'First passwords',
    filename: 'first-passwords.xlsx',
    headings: ['Name', 'Username', 'Organisation', 'First password'],
  },
};

/** The accounts that an import made and that are still there. */
async function madeBy(ctx: Ctx, { provinceCode, id }: ImportEntityRow): Promise<string[]> {
  const rows = await ctx.query<{ id: string }>(sql`
    select r.target_id as id from import_rows r
    where r.province_code = ${provinceCode} and r.import_id = ${id} and r.outcome = 'create'
      and ${inOwnScope(ctx, 'import_rows', 'r')}`);
  return rows.map((row) => row.id);
}

async function workbook(ctx: Ctx, accounts: readonly FirstPassword[]): Promise<Streamed> {
  const places = placesOf(ctx);
  await places.learn(accounts.map(({ orgCode }) => orgCode));
  const rows = accounts.map(({ name, username, orgCode, password }) => [
    name,
    username,
    places.path(orgCode),
    password,
  ]);
  return new Streamed((_req, res) => send(res, ctx.language, rows));
}

async function send(res: Response, language: Language, rows: string[][]): Promise<void> {
  const { name, filename, headings } = told[language];
  const columns = headings.map((heading, index): SheetColumn => ({
    heading,
    kind: 'text',
    width: [12, 22, 32, 24][index]!,
  }));
  res.set({
    'Content-Type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(filename)}`,
    'Cache-Control': 'no-store',
  });
  await pipeline(Readable.from(xlsx([{ name, columns, rows: [rows] }])), res);
}

const load = (ctx: Ctx, params: Record<string, string>) => scoped(ctx, importEntity).get(params.id!);

/** How many accounts of an import still wait for their first password. */
const waiting: RouteDef = route<ImportEntityRow>({
  method: 'get',
  path: '/imports/:id/passwords',
  permission: ['create', 'users'],
  summary: 'How many accounts of an import have no password yet: `{waiting}`',
  load,
  run: async (ctx, { record }) => {
    const made = record.kind === 'users' && record.status === 'done' ? await madeBy(ctx, record) : [];
    return { waiting: await withoutPassword(ctx, made) };
  },
});

/**
 * The accounts of an import have no password until its author fetches them, once: they are made in the answer, stand
 * nowhere else, and have to be changed at the first sign-in.
 */
const giving: RouteDef = route<ImportEntityRow>({
  method: 'post',
  path: '/imports/:id/passwords',
  permission: ['create', 'users'],
  summary: 'Give the accounts of an import their first passwords: a workbook, told once and to its author alone',
  load,
  unkeptAnswer: true,
  run: async (ctx, { record }) => {
    if (record.kind !== 'users' || record.status !== 'done') throw conflict('import-no-accounts');
    const ids = await madeBy(ctx, record);
    if (ids.length === 0) throw conflict('import-no-accounts');
    const accounts = await givePasswords(ctx, ids);
    if (accounts.length === 0) throw conflict('import-passwords-told');
    return workbook(ctx, accounts);
  },
});

export const passwords: RouteDef[] = [waiting, giving];
