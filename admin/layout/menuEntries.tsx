import AccountTreeOutlined from '@mui/icons-material/AccountTreeOutlined';
import ApartmentOutlined from '@mui/icons-material/ApartmentOutlined';
import AssignmentTurnedInOutlined from '@mui/icons-material/AssignmentTurnedInOutlined';
import CampaignOutlined from '@mui/icons-material/CampaignOutlined';
import ChecklistOutlined from '@mui/icons-material/ChecklistOutlined';
import EditNoteOutlined from '@mui/icons-material/EditNoteOutlined';
import HistoryOutlined from '@mui/icons-material/HistoryOutlined';
import HomeOutlined from '@mui/icons-material/HomeOutlined';
import InsightsOutlined from '@mui/icons-material/InsightsOutlined';
import type { SvgIconComponent } from '@mui/icons-material';
import type { WorkKey } from '../../shared/me.ts';
import { can, type Resource, type Role } from '../../shared/permissions.ts';
import type { MessageKey } from '../i18n/index.ts';
import type { Me } from '../providers/session.ts';

export type MenuEntry = {
  to: string;
  label: MessageKey;
  Icon: SvgIconComponent;
  /** What of the person's work is counted beside it. */
  counts?: readonly WorkKey[];
  /** Shown only to roles that may list this. */
  resource?: Resource;
  /** Another address that belongs to it. */
  also?: string;
};

const campaigns: MenuEntry = {
  to: '/campaigns',
  label: 'shell.menu.campaigns',
  Icon: CampaignOutlined,
  resource: 'campaigns',
};
const inspections: MenuEntry = {
  to: '/inspections',
  label: 'shell.menu.inspections',
  Icon: EditNoteOutlined,
  resource: 'inspections',
};
const rectifications: MenuEntry = {
  to: '/rectifications',
  label: 'shell.menu.rectifications',
  Icon: AssignmentTurnedInOutlined,
  resource: 'rectifications',
};
const unions: MenuEntry = { to: '/unions', label: 'shell.menu.unions', Icon: ApartmentOutlined, resource: 'unions' };
const myUnion: MenuEntry = { ...unions, label: 'shell.menu.myUnion' };
const checklists: MenuEntry = {
  to: '/checklists',
  label: 'shell.menu.checklists',
  Icon: ChecklistOutlined,
  resource: 'checklists',
};
const accounts: MenuEntry = {
  to: '/organisations',
  label: 'shell.menu.accounts',
  Icon: AccountTreeOutlined,
  resource: 'organisations',
  also: '/users',
};
const events: MenuEntry = { to: '/events', label: 'shell.menu.events', Icon: HistoryOutlined, resource: 'events' };

const home: MenuEntry = { to: '/', label: 'shell.menu.todo', Icon: HomeOutlined };
const overview: MenuEntry = { to: '/dashboard', label: 'shell.menu.overview', Icon: InsightsOutlined };

/** Each waits for an act that only this person's side can take; none is counted twice. */
const officer: readonly MenuEntry[] = [
  { ...home, counts: ['toReview', 'toVerify', 'toDecide'] },
  { ...rectifications, counts: ['toVerify', 'toDecide'] },
  { ...inspections, counts: ['toReview'] },
  campaigns,
  overview,
  unions,
  checklists,
  events,
];

/** Districts and townships rectify and fill in themselves: what is pressing counts for them too. */
const nearOfficer: readonly MenuEntry[] = officer.map((entry) => {
  if (entry.to === '/') return { ...entry, counts: ['toFill', 'toReview', 'overdue', 'dueThisWeek'] };
  if (entry.to === '/rectifications') return { ...entry, counts: ['overdue', 'dueThisWeek'] };
  return entry.to === '/inspections' ? { ...entry, counts: ['toFill', 'toReview'] } : entry;
});

/** What each role needs, most used first: a phone shows the first four (or three and “more”). */
const entries: Record<Role, readonly MenuEntry[]> = {
  officer,
  admin: [...officer.slice(0, -1), accounts, events],
  leader: [overview, rectifications, campaigns, unions, inspections, events],
  reporter: [
    { ...home, counts: ['toFill', 'overdue', 'dueThisWeek'] },
    { ...inspections, counts: ['toFill'] },
    { ...rectifications, counts: ['overdue', 'dueThisWeek'] },
    myUnion,
  ],
  operator: [accounts, events],
};

export function menuOf(person: Pick<Me, 'role' | 'org'>): MenuEntry[] {
  const near = person.org.level === 'district' || person.org.level === 'township';
  const shown = near && person.role === 'officer' ? nearOfficer : entries[person.role];
  return shown.filter(({ resource }) => resource === undefined || can(person, 'list', resource));
}

/** The entry to which an address belongs. */
export function isActive(entry: MenuEntry, pathname: string): boolean {
  const within = (address: string | undefined) => pathname === address || pathname.startsWith(`${address}/`);
  return entry.to === '/' ? pathname === '/' : within(entry.to) || within(entry.also);
}
