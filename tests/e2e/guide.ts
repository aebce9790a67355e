import type { HelpTopic } from '../../admin/help/topics.ts';
import type { Role } from '../../shared/permissions.ts';
import type { devices } from '../support/browser.ts';

/** Where a topic's picture is taken: by whom, on what, and at a fixed address or one that a statement finds as `v`. */
export type Screen = { username: string; role: Role; device: keyof typeof devices } & (
  { path: string; address?: never } | { address: string; path?: never }
);

const roleOf = (username: string): Role => {
  const part = username.split('-').at(-1)!;
  return part === 'chair' ? 'reporter' : (part as Role);
};

const at = (username: string, path: string, device: keyof typeof devices = 'desktop'): Screen => ({
  username,
  role: roleOf(username),
  path,
  device,
});
const found = (username: string, address: string, device: keyof typeof devices = 'desktop'): Screen => ({
  username,
  role: roleOf(username),
  address,
  device,
});

const issued = `select id from campaigns where org_code = '15' and status = 'issued' order by starts_on desc limit 1`;

export const screens: Record<HelpTopic, Screen> = {
  home: at('xincheng-officer', '/'),
  'chair-home': at('xincheng-chair', '/', 'phone'),
  inbox: at('xincheng-officer', '/inbox'),
  cockpit: at('nmg-leader', '/cockpit'),
  dashboard: at('nmg-leader', '/dashboard'),
  campaigns: at('nmg-officer', '/campaigns'),
  'campaign-create': at('nmg-officer', '/campaigns/create'),
  campaign: found('nmg-officer', `select '/campaigns/' || id || '/show' as v from (${issued}) c`),
  inspections: at('hohhot-officer', '/inspections'),
  'inspection-form': found(
    'xincheng-chair',
    `select '/inspections/' || i.id as v from inspections i join users u on u.union_id = i.union_id
     where u.username = 'xincheng-chair' and i.status in ('pending', 'returned') limit 1`,
    'phone',
  ),
  inspection: found(
    'hohhot-officer',
    `select '/inspections/' || id || '/show' as v from inspections
     where org_code like '1501%' and status = 'submitted' order by bad_count desc, id limit 1`,
  ),
  rectifications: at('hohhot-officer', '/rectifications'),
  rectification: found(
    'hohhot-officer',
    `select '/rectifications/' || id || '/show' as v from rectifications
     where org_code like '1501%' and status = 'rectified'
     order by cardinality(attachment_ids) desc, id limit 1`,
  ),
  supervisions: at('hohhot-officer', '/supervisions'),
  reinspections: at('hohhot-officer', '/reinspections'),
  bulletins: at('nmg-officer', '/bulletins'),
  'sites-overview': at('maoming-officer', '/sites/overview'),
  sites: at('maoming-officer', '/sites'),
  'site-reports': at('maonan-officer', '/site-reports'),
  ledger: at('shenzhen-officer', '/ledger'),
  enterprises: at('shenzhen-officer', '/enterprises'),
  enterprise: found(
    'shenzhen-officer',
    `select '/enterprises/' || id || '/show' as v from enterprises
     where org_code like '4403%' order by visit_count desc, id limit 1`,
  ),
  unions: at('xincheng-officer', '/unions'),
  union: found(
    'xincheng-officer',
    `select '/unions/' || id || '/show' as v from unions
     where org_code like '150102%' and active and six_haves is not null order by employees desc, id limit 1`,
  ),
  haves: at('nmg-officer', '/haves'),
  checklists: at('nmg-officer', '/checklists'),
  settings: at('nmg-admin', '/settings'),
  accounts: at('nmg-admin', '/organisations'),
  imports: at('xincheng-officer', '/imports/create?kind=unions'),
  exports: at('xincheng-officer', '/exports'),
  channels: at('nmg-admin', '/channels'),
  events: at('xincheng-officer', '/events'),
  'failed-jobs': at('operator', '/failed-jobs'),
  account: at('xincheng-officer', '/me'),
};
