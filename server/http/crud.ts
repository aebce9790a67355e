import type { z } from 'zod';
import type { Resource } from '../../shared/permissions.ts';
import type { Ctx, How } from '../ctx.ts';
import { page, rowsByIds, sortFields, type ListSpec } from '../db/page.ts';
import { scoped } from '../db/scoped.ts';
import { conflict, notFound, orCurrent } from '../errors.ts';
import { contentRange, readListQuery } from './listQuery.ts';
import { route, type RouteDef } from './route.ts';

/** What one noun tells `crud`. A verb without a service function has no route. */
export type CrudSpec<Row extends object, Create, Update> = {
  resource: Resource;
  list: ListSpec<Row>;
  filter: z.ZodType<Record<string, unknown>>;
  /** Rows never leave the server; this does. */
  toRecord: (ctx: Ctx, row: Row) => unknown;
  /** A page of records, where one row needs what a second query knows. */
  toRecords?: (ctx: Ctx, rows: Row[]) => Promise<unknown[]> | unknown[];
  /** One record in full, where the page shows more than the list. */
  toFullRecord?: (ctx: Ctx, row: Row) => Promise<unknown>;
  /** Reads one row with what the list joins; by default the page of that id. */
  create?: { schema: z.ZodType<Create>; run: (ctx: Ctx, body: Create) => Promise<Row> };
  update?: { schema: z.ZodType<Update>; run: (ctx: Ctx, row: Row, body: Update) => Promise<Row> };
  remove?: (ctx: Ctx, row: Row) => Promise<void>;
  /** 403 for rows that may be read here and not changed. */
  authorize?: (ctx: Ctx, row: Row) => void;
};

/** Five verbs of one resource, as `ra-data-simple-rest` speaks them. */
export function crud<Row extends object, Create = never, Update = never>(
  spec: CrudSpec<Row, Create, Update>,
): RouteDef[] {
  const { resource, list } = spec;
  const path = `/${resource}`;
  const load = (ctx: Ctx, params: Record<string, string>) => scoped(ctx, list.entity).get(params.id!);
  /** The row as the list reads it, joined columns included. */
  const whole = async (ctx: Ctx, id: string, how?: How): Promise<unknown> => {
    const [row] = await rowsByIds(ctx, list, [id], how);
    if (!row) throw notFound();
    return spec.toFullRecord ? spec.toFullRecord(ctx, row) : one(ctx, row);
  };
  const one = async (ctx: Ctx, row: Row) =>
    spec.toRecords ? (await spec.toRecords(ctx, [row]))[0] : spec.toRecord(ctx, row);
  const idOf = (row: Row) => String((row as { id?: string; code?: string }).id ?? (row as { code?: string }).code);
  const fresh = async (ctx: Ctx, row: Row, body: unknown) => {
    const seen = (body as { version?: number }).version;
    if (seen !== undefined && seen !== (row as { version?: number }).version) {
      throw conflict('stale-version', { current: await whole(ctx, idOf(row)) });
    }
  };

  const routes: RouteDef[] = [
    route({
      method: 'get',
      path,
      permission: ['list', resource],
      summary: `List ${resource} in the reader's scope`,
      list: { filter: spec.filter, sorts: () => sortFields(list) },
      run: async (ctx, { req, res }) => {
        const query = readListQuery(req.query as Record<string, unknown>, spec.filter);
        const { rows, total, capped } = await page(ctx, list, query, { last: !spec.toRecords });
        if (capped) res.set('X-Total-Capped', 'true');
        res.set('Content-Range', contentRange(resource, query, rows.length, total));
        return spec.toRecords ? spec.toRecords(ctx, rows) : rows.map((row) => spec.toRecord(ctx, row));
      },
    }),
    route({
      method: 'get',
      path: `${path}/:id`,
      permission: ['show', resource],
      summary: `One of ${resource}`,
      run: (ctx, { params }) =>
        whole(ctx, params.id!, { name: `one of ${resource}`, last: !spec.toFullRecord && !spec.toRecords }),
    }),
  ];
  const { create, update, remove } = spec;
  if (create) {
    routes.push(
      route({
        method: 'post',
        path,
        permission: ['create', resource],
        summary: `Create one of ${resource}`,
        body: create.schema,
        status: 201,
        run: async (ctx, { body }) => whole(ctx, idOf(await create.run(ctx, body))),
      }),
    );
  }
  if (update) {
    routes.push(
      route({
        method: 'put',
        path: `${path}/:id`,
        permission: ['edit', resource],
        summary: `Change one of ${resource}`,
        load,
        ...(spec.authorize ? { authorize: spec.authorize } : {}),
        body: update.schema,
        run: async (ctx, { record, body }) => {
          await fresh(ctx, record, body);
          const changed = await orCurrent(
            () => update.run(ctx, record, body),
            () => whole(ctx, idOf(record)),
          );
          return whole(ctx, idOf(changed));
        },
      }),
    );
  }
  if (remove) {
    routes.push(
      route({
        method: 'delete',
        path: `${path}/:id`,
        permission: ['delete', resource],
        summary: `Delete one of ${resource}`,
        load,
        ...(spec.authorize ? { authorize: spec.authorize } : {}),
        run: async (ctx, { record }) => {
          const gone = await one(ctx, record);
          await remove(ctx, record);
          return gone;
        },
      }),
    );
  }
  return routes;
}
