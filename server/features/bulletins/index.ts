import { acknowledgeBody, bulletinCreate, bulletinFilter, bulletinWrite } from '../../../shared/bulletins.ts';
import { versioned } from '../../../shared/schema.ts';
import type { Ctx } from '../../ctx.ts';
import { scoped } from '../../db/scoped.ts';
import { wordFile } from '../../documents/index.ts';
import { orCurrent } from '../../errors.ts';
import type { Feature } from '../../feature.ts';
import { crud } from '../../http/crud.ts';
import { route } from '../../http/route.ts';
import { documentOf } from './bulletin.document.ts';
import { bulletinEntity, type BulletinRow } from './bulletin.entity.ts';
import { bulletinList, toRecords } from './bulletin.record.ts';
import { acknowledge, authorize, authorizeAct, create, publish, remove, update } from './bulletin.service.ts';

const load = (ctx: Ctx, params: Record<string, string>) => scoped(ctx, bulletinEntity).get(params.id!);
const record = async (ctx: Ctx, row: BulletinRow) => (await toRecords(ctx, [row]))[0];

export const bulletins: Feature = {
  entity: bulletinEntity as never,
  routes: [
    ...crud({
      resource: 'bulletins',
      list: bulletinList,
      filter: bulletinFilter,
      toRecord: (_ctx, row) => row,
      toRecords,
      authorize,
      create: { schema: bulletinCreate, run: create },
      update: { schema: bulletinWrite, run: update },
      remove,
    }),
    route({
      method: 'get',
      path: '/bulletins/:id/document.docx',
      permission: ['show', 'bulletins'],
      summary: 'The circular as a Word file laid out as GB/T 9704 asks',
      load,
      run: (_ctx, { record: row }) => Promise.resolve(wordFile(row.title, documentOf(row))),
    }),
    route({
      method: 'post',
      path: '/bulletins/:id/publish',
      permission: ['publish', 'bulletins'],
      summary: 'Publish a circular to its addressees; it can no longer be changed',
      load,
      authorize,
      body: versioned,
      run: async (ctx, { record: row, body }) => {
        const published = await orCurrent(
          () => publish(ctx, row, body.version),
          async () => record(ctx, await load(ctx, { id: row.id })),
        );
        return record(ctx, published);
      },
    }),
    route({
      method: 'post',
      path: '/bulletins/:id/acknowledge',
      permission: ['acknowledge', 'bulletins'],
      summary: 'Acknowledge a circular, once; a reply can be added or changed later',
      load,
      authorize: authorizeAct('acknowledge'),
      body: acknowledgeBody,
      run: async (ctx, { record: row, body }) => {
        await acknowledge(ctx, row, body);
        return record(ctx, row);
      },
    }),
  ],
};
