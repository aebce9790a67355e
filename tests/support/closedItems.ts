import type { Campaign } from '../../shared/campaigns.ts';
import type { Inspection } from '../../shared/inspections.ts';
import type { Progress } from '../../shared/progress.ts';
import type { Rectification } from '../../shared/rectifications.ts';
import type { Reinspection } from '../../shared/reinspections.ts';
import { answersWith, issuedCampaign, openWorld, type World } from './world.ts';

/** An id that nothing has. */
export const nobodysId = '019a0000-0000-7000-8000-000000000000';

/**
 * A campaign on 2026-10-10 with 16 items that 呼和浩特 has closed (8 at 150102, 4 at its township, 4 at 150103), and 4 open
 * ones of 包头 beside them.
 */
export async function closedItems() {
  const world = await openWorld({ clock: '2026-10-10T09:00:00+08:00' });
  const places = { '150102': 4, '150102001': 2, '150103': 2, '150202': 2 };
  for (const [place, count] of Object.entries(places)) await world.build.unions(place, count);
  const campaign: Campaign = await issuedCampaign(world);
  const province = await world.as('nmg-officer');
  for (const { id } of await province.list<Inspection>('inspections', { campaignId: campaign.id }))
    await province.post(`/inspections/${id}/submit`, { answers: answersWith(['Q4', 'Q10']) });
  for (const [username, action, orgCode] of [
    ['xincheng-officer', 'rectify', '150102'],
    ['huimin-admin', 'rectify', '150103'],
    ['hohhot-officer', 'close', '1501'],
  ] as const) {
    const person = await world.as(username);
    const rows = await person.list<Rectification>('rectifications', { campaignId: campaign.id, orgCode });
    await person.post(`/rectifications/bulk/${action}`, { ids: rows.map(({ id }) => id), measures: '已补建' });
  }
  return { world, campaign, ...actsOf(world, campaign) };
}

function actsOf(world: World, campaign: Campaign) {
  return {
    draw: async (body: object, username = 'hohhot-officer') =>
      (await world.as(username)).post<Reinspection>('/reinspections', {
        campaignId: campaign.id,
        dueOn: '2026-10-10',
        ...body,
      }),
    record: async (drawn: Reinspection, body: object, username = 'hohhot-officer') =>
      (await world.as(username)).post<Reinspection>(`/reinspections/${drawn.id}/record`, body),
    measures: async (query = '') =>
      (await (await world.as('nmg-leader')).get<Progress>(`/progress?campaignId=${campaign.id}${query}`)).body,
  };
}

export type ClosedItems = Awaited<ReturnType<typeof closedItems>>;
