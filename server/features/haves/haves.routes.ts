import { havesQuery } from '../../../shared/haves.ts';
import { route, type RouteDef } from '../../http/route.ts';
import { havesReport } from './haves.report.ts';

export const havesRoutes: RouteDef[] = [
  route({
    method: 'get',
    path: '/reports/haves',
    permission: ['measure', 'unions'],
    summary: 'The six haves by region, by have and by quarter; rows add up to the total',
    replica: true,
    query: havesQuery,
    run: (ctx, { query }) => havesReport(ctx, query.orgCode),
  }),
];
