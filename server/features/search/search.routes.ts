import { searchQuery } from '../../../shared/search.ts';
import { route, type RouteDef } from '../../http/route.ts';
import { search } from './search.report.ts';

export const searchRoutes: RouteDef[] = [
  route({
    method: 'get',
    path: '/search',
    permission: 'signed-in',
    summary: 'Unions, enterprises, sites and campaigns of the scope by any part of their names',
    query: searchQuery,
    run: (ctx, { query }) => search(ctx, query),
  }),
];
