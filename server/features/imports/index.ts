import {
  importAct,
  importConfirm,
  importFilter,
  importRowsQuery,
  importTemplateQuery,
  importUpload,
  type ImportRows,
} from '../../../shared/imports.ts';
import type { Ctx } from '../../ctx.ts';
import { scoped } from '../../db/scoped.ts';
import type { Feature } from '../../feature.ts';
import { crud } from '../../http/crud.ts';
import { route, type RouteDef } from '../../http/route.ts';
import { importEntity } from './import.entity.ts';
import { annotated, original, templateFor } from './import.files.ts';
import { toRecord } from './import.record.ts';
import { previewRows } from './import.rows.ts';
import { cancel, confirm, create, lockedFor, refuseKind, startUndo } from './import.service.ts';
import { receiveWorkbook } from './import.upload.ts';
import { touchedFailure, touchedRows } from './import.write.ts';
import type { ImportColumn, ImportParams } from './kind.ts';
import { kindOf } from './kinds/index.ts';
import { passwords } from './passwords.ts';

/** What the columns and their values are called; of several labels of a value the first is the one to show. */
const fieldsOf = ({ language }: Ctx, columns: readonly ImportColumn[]): ImportRows['fields'] =>
  Object.fromEntries(
    columns.map(({ key, heading, choices }) => [
      key,
      {
        heading: heading[language],
        ...(choices
          ? { labels: Object.fromEntries(choices.toReversed().map(({ value, label }) => [value, label])) }
          : {}),
      },
    ]),
  );

const load = (ctx: Ctx, params: Record<string, string>) => scoped(ctx, importEntity).get(params.id!);

const acts: RouteDef[] = [
  route({
    method: 'post',
    path: '/imports/:id/confirm',
    permission: ['confirm', 'imports'],
    summary:
      'Write what the preview shows, all or nothing; `stop` refuses while a row has an error, `skip` leaves it out',
    load,
    body: importConfirm,
    run: async (ctx, { record, body, deps }) => {
      const row = await lockedFor(ctx, record.id, 'confirm', body.version);
      return toRecord(ctx, await confirm(ctx, row, body.policy, deps.jobs.enqueue));
    },
  }),
  route({
    method: 'post',
    path: '/imports/:id/cancel',
    permission: ['cancel', 'imports'],
    summary: 'Leave a file that was sent alone',
    load,
    body: importAct,
    run: async (ctx, { record, body }) => {
      const row = await lockedFor(ctx, record.id, 'cancel', body.version);
      return toRecord(ctx, await cancel(ctx, row));
    },
  }),
  route({
    method: 'post',
    path: '/imports/:id/undo',
    permission: ['undo', 'imports'],
    summary: 'Take back all that was written; 409 with the rows that somebody has touched since',
    load,
    body: importAct,
    run: async (ctx, { record, body, deps }) => {
      const row = await lockedFor(ctx, record.id, 'undo', body.version);
      const touched = await touchedRows(ctx, row);
      if (touched.length > 0) throw touchedFailure(touched, { current: toRecord(ctx, row) });
      return toRecord(ctx, await startUndo(ctx, row, deps.jobs.enqueue));
    },
  }),
];

const files: RouteDef[] = [
  route({
    method: 'get',
    path: '/imports/:id/content',
    permission: ['show', 'imports'],
    summary: 'The file as it was sent',
    load,
    run: (_ctx, { record, deps }) => Promise.resolve(original(deps.files, record)),
  }),
  route({
    method: 'get',
    path: '/imports/:id/errors',
    permission: ['show', 'imports'],
    summary: 'The same file with a column that says what is wrong in which row',
    load,
    run: (ctx, { record, deps }) => annotated(ctx, deps.files, record),
  }),
  route({
    method: 'get',
    path: '/imports/:id/rows',
    permission: ['show', 'imports'],
    summary: 'What the rows of the file come to: a page of `{total, rows}`, each change as [old, new]',
    load,
    query: importRowsQuery,
    run: async (ctx, { record, query }): Promise<ImportRows> => {
      const kind = kindOf(record.kind);
      const columns = await kind.columns(ctx, record.params);
      return { ...(await previewRows(ctx, record, query, kind.fields)), fields: fieldsOf(ctx, columns) };
    },
  }),
  route({
    method: 'get',
    path: '/reports/import-template',
    permission: ['create', 'imports'],
    summary: 'The workbook to be filled in, made for the signed-in person',
    query: importTemplateQuery,
    run: (ctx, { query }) => templateFor(ctx, query as typeof query & ImportParams),
  }),
];

export const imports: Feature = {
  entity: importEntity as never,
  routes: [
    route({
      method: 'post',
      path: '/imports',
      permission: ['create', 'imports'],
      summary:
        'Send a workbook or CSV file (multipart, fields `kind` and `file`); it is compared in a job, nothing is written',
      upload: importUpload,
      receive: receiveWorkbook,
      status: 201,
      run: async (ctx, { body: { fields, ...file }, deps }) => {
        const { kind: name, ...given } = fields;
        refuseKind(ctx.actor, name);
        const kind = kindOf(name);
        const params = kind.params ? (kind.params.parse(given, { reportInput: true }) as ImportParams) : {};
        // What it belongs to must be there before anything is read.
        await kind.columns(ctx, params);
        return toRecord(ctx, await create(ctx, { kind: name, params, ...file }, deps.jobs.enqueue));
      },
    }),
    ...acts,
    ...files,
    ...passwords,
    ...crud({
      resource: 'imports',
      list: {
        entity: importEntity,
        defaultSort: { field: 'createdAt', descending: true },
        search: ['filename'],
      },
      filter: importFilter,
      toRecord,
    }),
  ],
};
