import type { Request, Response } from 'express';
import { pipeline } from 'node:stream/promises';
import { exportCreate, exportFilter } from '../../../shared/exports.ts';
import type { Ctx } from '../../ctx.ts';
import { conflict } from '../../errors.ts';
import type { Feature } from '../../feature.ts';
import type { FileStore } from '../../files.ts';
import { crud } from '../../http/crud.ts';
import { route, Streamed } from '../../http/route.ts';
import { exportEntity, type ExportRow } from './export.entity.ts';
import { create, madeHere, noteDownload, ownExport, refuseUnreadable, toRecord } from './export.service.ts';

const load = (ctx: Ctx, params: Record<string, string>) => ownExport(ctx, params.id!);

const types = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
};

async function sendFile(files: FileStore, row: ExportRow, _req: Request, res: Response): Promise<void> {
  res.set({
    'Content-Type': types[row.format],
    'Content-Length': String(row.bytes),
    'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(row.filename)}`,
    'Cache-Control': 'private, no-store',
  });
  await pipeline(await files.read(row.sha256!), res);
}

export const exports: Feature = {
  entity: exportEntity as never,
  routes: [
    route({
      method: 'post',
      path: '/exports',
      permission: ['create', 'exports'],
      summary: 'Order a file of a list, or a finished document; it is made in a job',
      body: exportCreate,
      status: 201,
      run: async (ctx, { body, deps }) => toRecord(ctx, await create(ctx, body, deps.jobs.enqueue)),
    }),
    route({
      method: 'get',
      path: '/exports/:id/content',
      permission: ['show', 'exports'],
      summary: 'The file itself, once it is made; for whoever asked for it',
      load,
      authorize: (ctx, { kind }) => refuseUnreadable(ctx, kind),
      run: async (ctx, { record, deps }) => {
        if (record.status !== 'done') throw conflict('export-not-ready');
        await noteDownload(ctx, record);
        return new Streamed((req, res) => sendFile(deps.files, record, req, res));
      },
    }),
    ...crud({
      resource: 'exports',
      list: {
        entity: exportEntity,
        defaultSort: { field: 'createdAt', descending: true },
        search: ['filename'],
        always: madeHere,
      },
      filter: exportFilter,
      toRecord,
    }),
  ],
};
