import AccountTreeOutlined from '@mui/icons-material/AccountTreeOutlined';
import ApartmentOutlined from '@mui/icons-material/ApartmentOutlined';
import AssignmentTurnedInOutlined from '@mui/icons-material/AssignmentTurnedInOutlined';
import ArticleOutlined from '@mui/icons-material/ArticleOutlined';
import CampaignOutlined from '@mui/icons-material/CampaignOutlined';
import ChecklistOutlined from '@mui/icons-material/ChecklistOutlined';
import EditNoteOutlined from '@mui/icons-material/EditNoteOutlined';
import FactCheckOutlined from '@mui/icons-material/FactCheckOutlined';
import GavelOutlined from '@mui/icons-material/GavelOutlined';
import FlagOutlined from '@mui/icons-material/FlagOutlined';
import FileDownloadOutlined from '@mui/icons-material/FileDownloadOutlined';
import FileUploadOutlined from '@mui/icons-material/FileUploadOutlined';
import HistoryOutlined from '@mui/icons-material/HistoryOutlined';
import HomeOutlined from '@mui/icons-material/HomeOutlined';
import InsightsOutlined from '@mui/icons-material/InsightsOutlined';
import ReplayOutlined from '@mui/icons-material/ReplayOutlined';
import RepeatOutlined from '@mui/icons-material/RepeatOutlined';
import SpeedOutlined from '@mui/icons-material/SpeedOutlined';
import StorefrontOutlined from '@mui/icons-material/StorefrontOutlined';
import TuneOutlined from '@mui/icons-material/TuneOutlined';
import type { SvgIconComponent } from '@mui/icons-material';
import type { WorkKey } from '../../shared/me.ts';
import { can, type Resource, type Role } from '../../shared/permissions.ts';
import type { MessageKey } from '../i18n/index.ts';
import type { Me } from '../providers/session.ts';

/** The parts of the menu, in their order; a part without a word of its own stands first. */
export const menuParts = ['work', 'registers', 'base', 'keeping'] as const;

export type MenuEntry = {
  part: (typeof menuParts)[number];
  to: string;
  label: MessageKey;
  Icon: SvgIconComponent;
  /** What of the person's work is counted beside it. */
  counts?: readonly WorkKey[];
  /** Shown only to roles that may list this. */
  resource?: Resource;
  /** Other addresses that belong to it. */
  also?: readonly string[];
};

const campaigns: MenuEntry = {
  part: 'work',
  to: '/campaigns',
  label: 'shell.menu.campaigns',
  Icon: CampaignOutlined,
  resource: 'campaigns',
};
const inspections: MenuEntry = {
  part: 'work',
  to: '/inspections',
  label: 'shell.menu.inspections',
  Icon: EditNoteOutlined,
  resource: 'inspections',
};
const rectifications: MenuEntry = {
  part: 'work',
  to: '/rectifications',
  label: 'shell.menu.rectifications',
  Icon: AssignmentTurnedInOutlined,
  resource: 'rectifications',
};
const unions: MenuEntry = {
  part: 'base',
  to: '/unions',
  label: 'shell.menu.unions',
  Icon: ApartmentOutlined,
  resource: 'unions',
};
const myUnion: MenuEntry = { ...unions, label: 'shell.menu.myUnion' };
const checklists: MenuEntry = {
  part: 'base',
  to: '/checklists',
  label: 'shell.menu.checklists',
  Icon: ChecklistOutlined,
  resource: 'checklists',
};
const accounts: MenuEntry = {
  part: 'keeping',
  to: '/organisations',
  label: 'shell.menu.accounts',
  Icon: AccountTreeOutlined,
  resource: 'organisations',
  also: ['/users'],
};
const events: MenuEntry = {
  part: 'keeping',
  to: '/events',
  label: 'shell.menu.events',
  Icon: HistoryOutlined,
  resource: 'events',
};
const files: MenuEntry = {
  part: 'keeping',
  to: '/exports',
  label: 'exports.title',
  Icon: FileDownloadOutlined,
  resource: 'exports',
};

const imports: MenuEntry = {
  part: 'keeping',
  to: '/imports',
  label: 'imports.list',
  Icon: FileUploadOutlined,
  resource: 'imports',
};

const failedJobs: MenuEntry = {
  part: 'keeping',
  to: '/failed-jobs',
  label: 'jobs.title',
  Icon: ReplayOutlined,
  resource: 'failed-jobs',
};

const reinspections: MenuEntry = {
  part: 'work',
  to: '/reinspections',
  label: 'shell.menu.reinspections',
  Icon: RepeatOutlined,
  resource: 'reinspections',
};
const bulletins: MenuEntry = {
  part: 'work',
  to: '/bulletins',
  label: 'shell.menu.bulletins',
  Icon: ArticleOutlined,
  resource: 'bulletins',
  counts: ['toAcknowledge'],
};
const orders: MenuEntry = {
  part: 'work',
  to: '/supervisions',
  label: 'inbox.order.title',
  Icon: GavelOutlined,
  resource: 'supervisions',
  counts: ['ordersForMe'],
};
const sites: MenuEntry = {
  part: 'registers',
  to: '/sites',
  label: 'shell.menu.sites',
  Icon: FlagOutlined,
  resource: 'sites',
  also: ['/site-reports'],
  counts: ['sitesForMe'],
};
const enterprises: MenuEntry = {
  part: 'registers',
  to: '/ledger',
  label: 'shell.menu.ledger',
  Icon: StorefrontOutlined,
  resource: 'enterprises',
  also: ['/enterprises', '/visits', '/letters'],
};
const haves: MenuEntry = { part: 'base', to: '/haves', label: 'shell.menu.haves', Icon: FactCheckOutlined };
const settings: MenuEntry = {
  part: 'keeping',
  to: '/settings',
  label: 'shell.menu.settings',
  Icon: TuneOutlined,
  resource: 'settings',
  also: ['/channels', '/deliveries', '/identity-providers'],
};

const home: MenuEntry = { part: 'work', to: '/', label: 'shell.menu.todo', Icon: HomeOutlined };
const cockpit: MenuEntry = { part: 'work', to: '/cockpit', label: 'shell.menu.cockpit', Icon: SpeedOutlined };
const overview: MenuEntry = { part: 'work', to: '/dashboard', label: 'shell.menu.overview', Icon: InsightsOutlined };

/** Only cities and provinces verify, and so look again. */
const drawn: MenuEntry = { ...reinspections, counts: ['toReinspect'] };

/** Each waits for an act that only this person's side can take; none is counted twice. */
const officer: readonly MenuEntry[] = [
  { ...home, counts: ['toReview', 'toVerify', 'toDecide'] },
  { ...rectifications, counts: ['toVerify', 'toDecide'] },
  { ...inspections, counts: ['toReview'] },
  campaigns,
  drawn,
  bulletins,
  orders,
  overview,
  sites,
  enterprises,
  unions,
  haves,
  checklists,
  settings,
  imports,
  files,
  events,
];

/** Districts and townships rectify and fill in themselves: what is pressing counts for them too. */
const nearOfficer: readonly MenuEntry[] = officer
  .filter((entry) => entry !== drawn)
  .map((entry) => {
    if (entry.to === '/') return { ...entry, counts: ['toFill', 'toReview', 'overdue', 'dueThisWeek'] };
    if (entry.to === '/rectifications') return { ...entry, counts: ['overdue', 'dueThisWeek'] };
    if (entry.to === '/sites') return { ...entry, counts: ['sitesForMe', 'reportsMissing'] };
    return entry.to === '/inspections' ? { ...entry, counts: ['toFill', 'toReview'] } : entry;
  });

/** What each role needs, most used first: a phone shows the first four (or three and “more”). */
const entries: Record<Role, readonly MenuEntry[]> = {
  officer,
  admin: [...officer.slice(0, -1), accounts, events],
  leader: [
    cockpit,
    overview,
    rectifications,
    campaigns,
    bulletins,
    inspections,
    reinspections,
    orders,
    { ...sites, to: '/sites/overview', also: ['/sites', '/site-reports'] },
    enterprises,
    unions,
    haves,
    settings,
    files,
    events,
  ],
  reporter: [
    { ...home, counts: ['toFill', 'overdue', 'dueThisWeek'] },
    { ...inspections, counts: ['toFill'] },
    { ...rectifications, counts: ['overdue', 'dueThisWeek'] },
    myUnion,
  ],
  operator: [accounts, failedJobs, files, events],
};

export function menuOf(person: Pick<Me, 'role' | 'org'>): MenuEntry[] {
  const near = person.org.level === 'district' || person.org.level === 'township';
  const shown = near && person.role === 'officer' ? nearOfficer : entries[person.role];
  return shown.filter(({ resource }) => resource === undefined || can(person, 'list', resource));
}

/** The entry to which an address belongs. */
export function isActive(entry: MenuEntry, pathname: string): boolean {
  const within = (address: string | undefined) => pathname === address || pathname.startsWith(`${address}/`);
  return entry.to === '/' ? pathname === '/' : within(entry.to) || (entry.also ?? []).some(within);
}
