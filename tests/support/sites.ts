import type { SiteReport, SiteFigure } from '../../shared/site-reports.ts';
import type { Site } from '../../shared/sites.ts';
import type { Answer } from './client.ts';
import type { World } from './world.ts';

/** The people of 广东 that a site goes through, beside those of every world. */
export const sitePeople = [
  { username: 'maoming-officer', role: 'officer', orgCode: '4409' },
  { username: 'maonan-officer', role: 'officer', orgCode: '440902' },
  { username: 'dianbai-officer', role: 'officer', orgCode: '440904' },
  { username: 'maonan-township', role: 'officer', orgCode: '440902001' },
  { username: 'gd-leader', role: 'leader', orgCode: '44' },
] as const;

export const siteInput = (more: object = {}) => ({
  orgCode: '440902',
  name: '河东工业园',
  batchCategory: 'batch-1',
  kind: 'park',
  hasFederation: true,
  hasStation: true,
  hasHome: true,
  fourMost: { enterprises: true },
  ...more,
});

/** A plausible month. */
export const figures: Record<SiteFigure, number> = {
  unions: 10,
  enterprises: 60,
  workers: 1200,
  migrantWorkers: 1000,
  members: 900,
  socialWorkers: 1,
  services: 5,
  visitors: 6,
  disputes: 2,
  participants: 30,
  suggestions: 40,
  benefitYuan: 100_000,
};

/** The parts of a whole that differ by one at most and add up to it. */
export const shared = (whole: number, parts: number): number[] =>
  Array.from(
    { length: parts },
    (_, index) => Math.floor((whole * (index + 1)) / parts) - Math.floor((whole * index) / parts),
  );

let count = 0;

export function siteActs(world: World) {
  const step = async <T = Site>(username: string, id: string, action: string, body: object = {}): Promise<Answer<T>> =>
    (await world.as(username)).post<T>(`/sites/${id}/${action}`, body);

  /** A site that has come as far as `status`, nominated by the district. */
  async function site(status: Site['status'] = 'nominated', more: object = {}): Promise<Site> {
    const made = await (
      await world.as('maonan-officer')
    ).post<Site>('/sites', siteInput({ name: `建设点${(count += 1)}`, ...more }));
    if (made.status !== 201) throw new Error(JSON.stringify(made.body));
    const way = [
      ['recommended', 'maoming-officer', 'recommend'],
      ['building', 'maonan-officer', 'start-building'],
      ['accepted', 'gd-officer', 'accept'],
      ['listed', 'gd-officer', 'list'],
    ] as const;
    let now = made.body;
    for (const [reached, who, action] of way) {
      if (now.status === status) break;
      const answer = await step(who, now.id, action);
      if (answer.status !== 200 || answer.body.status !== reached) throw new Error(JSON.stringify(answer.body));
      now = answer.body;
    }
    return now;
  }

  const report = async (siteId: string, month: string, more: object = {}, username = 'maonan-officer') =>
    (await world.as(username)).post<SiteReport & { code?: string; errors?: Record<string, string> }>('/site-reports', {
      ...figures,
      siteId,
      month,
      ...more,
    });

  return { site, step, report };
}
