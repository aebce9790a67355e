import type { Union, UnionChangeConsequence } from '../../shared/unions.ts';
import type { World } from './world.ts';

export const occasion = { on: '2026-08-31', reason: '行政区划调整', openWork: 'carry' };

/** Moving, merging and dissolving as the city does it where nothing else is said. */
export async function unionActs(world: World) {
  const city = await world.as('hohhot-officer');
  let number = 0;
  return {
    city,
    move: (id: string, orgCode: string, more: object = {}, who = city) =>
      who.post<Union>(`/unions/${id}/move`, { ...occasion, orgCode, ...more }),
    merge: (id: string, intoId: string, more: object = {}, who = city) =>
      who.post<Union>(`/unions/${id}/merge`, { ...occasion, intoId, ...more }),
    dissolve: (id: string, more: object = {}, who = city) =>
      who.post<Union>(`/unions/${id}/dissolve`, { on: occasion.on, reason: '企业注销', ...more }),
    preview: async (query: Record<string, string>, who = city) =>
      (await who.get<UnionChangeConsequence>(`/reports/union-change?${new URLSearchParams(query)}`)).body,
    /** One more union at a place, with a name of its own. */
    named: async (orgCode: string): Promise<string[]> => {
      const officer = await world.as('nmg-officer');
      const made = await officer.post<Union>('/unions', {
        orgCode,
        name: `第${++number}工会`,
        kind: 'enterprise',
        employees: 30,
        members: 20,
        foundedOn: '2020-05-01',
      });
      if (made.status !== 201) throw new Error(JSON.stringify(made.body));
      return [made.body.id];
    },
  };
}

export type Acts = Awaited<ReturnType<typeof unionActs>>;
