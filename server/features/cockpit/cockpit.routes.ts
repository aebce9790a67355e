import { cockpitQuery } from '../../../shared/cockpit.ts';
import { route, type RouteDef } from '../../http/route.ts';
import { cockpitChildren, cockpitForecast } from './children.report.ts';
import { cockpitOf } from './cockpit.report.ts';

/** The leaders' page in three parts, so that its numbers are there before its tables. */
export const cockpitRoutes: RouteDef[] = [
  route({
    method: 'get',
    path: '/reports/cockpit',
    permission: ['measure', 'campaigns'],
    summary: 'One organisation on one page: every number with its history, its target and the list of its rows',
    replica: true,
    query: cockpitQuery,
    run: (ctx, { query }) => cockpitOf(ctx, query),
  }),
  route({
    method: 'get',
    path: '/reports/cockpit/children',
    permission: ['measure', 'campaigns'],
    summary: 'The federations below by every measure, and their places by each that is ranked',
    replica: true,
    query: cockpitQuery,
    run: (ctx, { query }) => cockpitChildren(ctx, query),
  }),
  route({
    method: 'get',
    path: '/reports/cockpit/forecast',
    permission: ['measure', 'campaigns'],
    summary: 'When the campaign will be done at the present pace, here and in each federation below',
    replica: true,
    query: cockpitQuery,
    run: (ctx, { query }) => cockpitForecast(ctx, query),
  }),
];
