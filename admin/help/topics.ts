import type { Role } from '../../shared/permissions.ts';

/** One screen that has a help text. Its picture is `pictures/<language>/<topic>.webp`, made by the browser tests. */
export const helpTopics = [
  'home',
  'chair-home',
  'inbox',
  'cockpit',
  'dashboard',
  'campaigns',
  'campaign-create',
  'campaign',
  'inspections',
  'inspection-form',
  'inspection',
  'rectifications',
  'rectification',
  'supervisions',
  'reinspections',
  'bulletins',
  'sites-overview',
  'sites',
  'site-reports',
  'ledger',
  'enterprises',
  'enterprise',
  'unions',
  'union',
  'haves',
  'checklists',
  'settings',
  'accounts',
  'imports',
  'exports',
  'channels',
  'events',
  'failed-jobs',
  'account',
] as const;
export type HelpTopic = (typeof helpTopics)[number];

export type HelpText = {
  title: string;
  /** What the screen is for, in a sentence or two. */
  lead: string;
  /** What one does here, one thing a line. */
  steps: readonly string[];
};

/** The first that fits decides; an address that none fits has the help of the home page. */
const addresses: readonly [pattern: RegExp, topic: HelpTopic][] = [
  [/^\/inbox/, 'inbox'],
  [/^\/cockpit/, 'cockpit'],
  [/^\/dashboard/, 'dashboard'],
  [/^\/campaigns\/create/, 'campaign-create'],
  [/^\/campaigns\/[^/]+\/(show|codes)/, 'campaign'],
  [/^\/campaigns\/[^/]+$/, 'campaign-create'],
  [/^\/campaigns/, 'campaigns'],
  [/^\/inspections\/[^/]+\/show/, 'inspection'],
  [/^\/inspections\/[^/]+$/, 'inspection-form'],
  [/^\/fill/, 'inspection-form'],
  [/^\/inspections/, 'inspections'],
  [/^\/rectifications\/[^/]+\/show/, 'rectification'],
  [/^\/rectifications/, 'rectifications'],
  [/^\/supervisions/, 'supervisions'],
  [/^\/reinspections/, 'reinspections'],
  [/^\/bulletins/, 'bulletins'],
  [/^\/sites\/overview/, 'sites-overview'],
  [/^\/site-reports/, 'site-reports'],
  [/^\/sites/, 'sites'],
  [/^\/ledger/, 'ledger'],
  [/^\/enterprises\/[^/]+\/show/, 'enterprise'],
  [/^\/(enterprises|visits|letters)/, 'enterprises'],
  [/^\/unions\/[^/]+\/show/, 'union'],
  [/^\/unions/, 'unions'],
  [/^\/haves/, 'haves'],
  [/^\/checklists/, 'checklists'],
  [/^\/(settings|identity-providers)/, 'settings'],
  [/^\/(organisations|users)/, 'accounts'],
  [/^\/imports/, 'imports'],
  [/^\/exports/, 'exports'],
  [/^\/(channels|deliveries)/, 'channels'],
  [/^\/events/, 'events'],
  [/^\/failed-jobs/, 'failed-jobs'],
  [/^\/(me|tokens|password)/, 'account'],
];

/** The help of an address; the home of a chair is another than that of an officer. */
export function topicAt(pathname: string, role: Role): HelpTopic {
  const found = addresses.find(([pattern]) => pattern.test(pathname))?.[1];
  if (found) return found;
  if (role === 'leader') return 'cockpit';
  if (role === 'operator') return 'accounts';
  return role === 'reporter' ? 'chair-home' : 'home';
}
