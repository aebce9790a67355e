import { checklistPrintQuery, dossierQuery, fillQuery } from '../../../shared/prints.ts';
import { chineseDay, dayOf } from '../../../shared/rules/days.ts';
import { withNumbersFor } from '../../../shared/rules/masking.ts';
import { wordFor } from '../../../shared/words.ts';
import type { Ctx } from '../../ctx.ts';
import { scoped } from '../../db/scoped.ts';
import { wordFile } from '../../documents/index.ts';
import { route, type RouteDef } from '../../http/route.ts';
import { checklistOf } from '../checklists/checklist.service.ts';
import { recordEvents } from '../events/event.service.ts';
import { placesOf } from '../exports/places.ts';
import type { InspectionRow } from '../inspections/inspection.entity.ts';
import { toRecord } from '../inspections/inspection.record.ts';
import { inspectionById } from '../inspections/inspection.service.ts';
import { unionEntity, type UnionRow } from '../unions/union.entity.ts';
import { blankChecklist, filledChecklist, type ChecklistPaper } from './checklist.document.ts';
import { dossierDocument } from './dossier.document.ts';
import { dossierOf } from './dossier.report.ts';
import { fillAddress, inspectionToFill } from './fill.ts';

const dayAt = (instant: Date) => chineseDay(dayOf(instant));

async function paperOf(ctx: Ctx, row: InspectionRow, blank: boolean): Promise<ChecklistPaper> {
  const checklist = await checklistOf(ctx, row.checklistId);
  const places = placesOf(ctx);
  await places.learn([row.orgCode]);
  const handedIn = row.submittedAt
    ? `${row.submittedBy ?? ''}${row.onBehalf ? '（代填）' : ''}，${dayAt(row.submittedAt)}`
    : '尚未提交';
  return {
    title: checklist.title,
    issuer: places.path(row.orgCode),
    items: checklist.items,
    facts: [
      ['单位名称', row.unionName],
      ['所属地区', places.path(row.orgCode)],
      ['督导活动', row.campaignTitle],
      ['填报截止', chineseDay(row.submitBy)],
      ...(blank
        ? []
        : ([
            ['填报', handedIn],
            ['状态', wordFor('inspectionStatus', row.status, 'zh')],
          ] as [string, string][])),
    ],
  };
}

/** Who took a union's whole file along stands in its history. */
const noteDownload = (ctx: Ctx, { id, orgCode }: UnionRow) =>
  recordEvents(ctx, [
    {
      subjectType: 'unions',
      subjectId: id,
      orgCode,
      unionId: id,
      action: 'download',
      changes: { document: [null, '一会一档'] },
    },
  ]);

export const printRoutes: RouteDef[] = [
  route({
    method: 'get',
    path: '/me/fill',
    permission: ['list', 'inspections'],
    summary: 'The inspection that a code on paper leads to: of a campaign and a union, in the scope, or 404',
    query: fillQuery,
    run: async (ctx, { query }) => toRecord(ctx, await inspectionToFill(ctx, query.campaign, query.union)),
  }),
  route({
    method: 'get',
    path: '/reports/checklist',
    permission: ['list', 'inspections'],
    summary: 'The checklist of one inspection as a Word file: filled, or blank with the code that leads to the form',
    query: checklistPrintQuery,
    run: async (ctx, { query, deps, req }) => {
      const row = await inspectionById(ctx, query.inspectionId);
      const paper = await paperOf(ctx, row, query.blank);
      const name = `${paper.title}（${row.unionName}）`;
      if (!query.blank) return wordFile(name, filledChecklist(paper, row.answers));
      return wordFile(`空白${name}`, blankChecklist(paper, fillAddress(deps, req, row.campaignId, row.unionId)));
    },
  }),
  route({
    method: 'get',
    path: '/reports/dossier',
    permission: ['list', 'unions'],
    summary: 'Everything that the reader may see of one union, as one Word file',
    query: dossierQuery,
    run: async (ctx, { query }) => {
      const union = await scoped(ctx, unionEntity).get(query.unionId);
      const dossier = await dossierOf(
        ctx,
        withNumbersFor(ctx.actor, { orgCode: union.orgCode, unionId: union.id }, union),
      );
      await noteDownload(ctx, union);
      return wordFile(`一会一档（${dossier.union.name}）`, dossierDocument(dossier, ctx.today));
    },
  }),
];
