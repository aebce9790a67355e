import { isPersonalNumber, type PersonalNumber } from '../../shared/rules/masking.ts';
import type { Actor, Resource } from '../../shared/permissions.ts';
import { refusalOf, type Flow } from '../../shared/rules/transitions.ts';
import type { Ctx } from '../ctx.ts';
import { refused } from '../errors.ts';
import { recordEvents } from '../features/events/event.service.ts';
import { route, type RouteDef } from '../http/route.ts';

type Revealing<Row> = {
  resource: Resource & ('unions' | 'enterprises');
  load: (ctx: Ctx, params: Record<string, string>) => Promise<Row>;
  flowOf: (row: Row) => Flow;
};

type Revealed = Partial<Record<PersonalNumber, string | null>>;

const numbersOf = (row: object): Revealed =>
  Object.fromEntries(Object.entries(row).filter(([field]) => isPersonalNumber(field)));

function authorize(resource: Revealing<object>['resource'], actor: Actor, flow: Flow): void {
  const refusal = refusalOf(resource, 'reveal', actor, flow);
  if (refusal) throw refused(refusal);
}

/** The numbers of one record in full, for a superior who asks; the record's history tells who asked. */
export function revealRoute<Row extends { id: string; orgCode: string }>(spec: Revealing<Row>): RouteDef {
  const { resource, load, flowOf } = spec;
  return route<Row>({
    method: 'post',
    path: `/${resource}/:id/reveal`,
    permission: ['reveal', resource],
    summary: 'Telephone and certificate numbers of one record in full; who asked stands in its history',
    load,
    authorize: ({ actor }, row) => authorize(resource, actor, flowOf(row)),
    unkeptAnswer: true,
    run: async (ctx, { record: { id, orgCode, ...row } }) => {
      const unionId = resource === 'unions' ? id : null;
      await recordEvents(ctx, [{ subjectType: resource, subjectId: id, orgCode, unionId, action: 'reveal' }]);
      return { id, ...numbersOf(row) };
    },
  });
}
