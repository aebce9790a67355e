import { noticeRequest } from '../../../shared/notices.ts';
import { wordFor } from '../../../shared/words.ts';
import { wordFile } from '../../documents/index.ts';
import { route, type RouteDef } from '../../http/route.ts';
import { noticeDocument } from './notice.document.ts';
import { noticesOf } from './notice.report.ts';

export const noticeRoutes: RouteDef[] = [
  route({
    method: 'post',
    path: '/reports/notices',
    permission: ['list', 'rectifications'],
    summary: 'Rectification notices or closing slips of the items that a filter shows, as one Word file',
    body: noticeRequest,
    unkeptAnswer: true,
    run: async (ctx, { body }) => {
      const file = await noticesOf(ctx, body);
      const [first] = file.notices;
      const whose = file.notices.length === 1 ? first!.unionName : `${file.notices.length}家`;
      return wordFile(`${wordFor('noticeKind', file.kind, 'zh')}（${whose}）`, noticeDocument(file));
    },
  }),
];
