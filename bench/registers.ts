import { signIn, type Kind, type Servers } from './kinds.ts';

/** Every page of the registers must come within this, however many rows stand behind it, one request after another. */
const LIMIT_MS = 60;

/** The leader's pages of a province beside the same counted from the base tables. */
export async function registerKinds({ app, bare }: Servers, campaignId: string): Promise<Kind[]> {
  const headers = await signIn(app, 'nmg-leader');
  const pages: [name: string, path: string, bare: string][] = [
    ['cockpit', `cockpit?campaignId=${campaignId}`, `cockpit?campaignId=${campaignId}`],
    ['cockpit: cities compared', `cockpit/children?campaignId=${campaignId}`, `cockpit?campaignId=${campaignId}`],
    ['cockpit: forecast', `cockpit/forecast?campaignId=${campaignId}`, `pace?campaignId=${campaignId}`],
    ['sites and their figures', 'sites', 'sites'],
    ['establishment ledger', 'ledger', 'ledger'],
    ['six haves', 'haves', 'haves'],
  ];
  return pages.map(([name, path, barePath]) => ({
    group: 'registers',
    name,
    scope: 'province',
    app: () => ({ method: 'GET', url: `${app}/api/reports/${path}`, headers }),
    bare: () => ({ method: 'GET', url: `${bare}/${barePath}` }),
    target: { p50: LIMIT_MS },
  }));
}
