import type { Level } from './rules/orgCode.ts';

/** The nouns of the interface; `server/features.ts` and `admin/resources.ts` have one line for each. */
export const resources = [
  'organisations',
  'users',
  'unions',
  'checklists',
  'campaigns',
  'inspections',
  'rectifications',
  'reinspections',
  'bulletins',
  'sites',
  'site-reports',
  'enterprises',
  'visits',
  'letters',
  'settings',
  'attachments',
  'events',
  'notifications',
  'supervisions',
  'tokens',
  'imports',
  'exports',
  'views',
  'channels',
  'deliveries',
  'failed-jobs',
  'identity-providers',
] as const;
export type Resource = (typeof resources)[number];

export const roles = ['operator', 'admin', 'officer', 'leader', 'reporter'] as const;
export type Role = (typeof roles)[number];

/** Who acts: what rules need to know of a signed-in person. */
export type Actor = {
  id: string;
  username: string;
  name: string;
  role: Role;
  orgCode: string;
  level: Level;
  unionId: string | null;
};

type Grants = Partial<Record<Resource, readonly string[]>>;

const read = ['list', 'show'] as const;
const edit = [...read, 'create', 'edit', 'delete'] as const;

const officerGrants: Grants = {
  organisations: read,
  unions: [...edit, 'measure', 'move', 'merge', 'dissolve', 'reveal'],
  checklists: [...edit, 'publish', 'retire', 'clone'],
  campaigns: [...edit, 'issue', 'close', 'clone', 'add-targets', 'remind', 'measure'],
  inspections: [...read, 'save', 'submit', 'withdraw', 'approve', 'return', 'exempt'],
  rectifications: [
    ...read,
    'rectify',
    'close',
    'return',
    'reopen',
    'request-extension',
    'decide-extension',
    'withdraw',
    'remind',
  ],
  reinspections: [...read, 'create', 'delete', 'record', 'withdraw'],
  bulletins: [...edit, 'publish', 'acknowledge'],
  sites: [...edit, 'measure', 'recommend', 'start-building', 'accept', 'revoke', 'return', 'reinspect', 'withdraw'],
  'site-reports': edit,
  enterprises: [...edit, 'measure', 'change-stage', 'move', 'withdraw', 'reveal'],
  visits: edit,
  letters: edit,
  settings: read,
  attachments: [...read, 'create', 'delete', 'compare', 'share'],
  events: read,
  notifications: [...read, 'read'],
  supervisions: [...edit, 'issue', 'reply', 'return', 'close', 'cancel', 'withdraw'],
  tokens: [...read, 'create', 'delete'],
  imports: [...read, 'create', 'confirm', 'cancel', 'undo'],
  exports: [...read, 'create'],
  views: edit,
};

const accounts = [...edit, 'reset-password', 'disable', 'enable', 'reset-second-factor', 'end-sessions'] as const;

/** The only place where a role is given a right. What a record's state and place allow is decided in `rules/`. */
const grants: Record<Role, Grants> = {
  operator: {
    organisations: edit,
    users: accounts,
    events: read,
    notifications: [...read, 'read'],
    tokens: [...read, 'create', 'delete'],
    exports: [...read, 'create'],
    views: edit,
    'failed-jobs': [...read, 'retry', 'give-up'],
  },
  admin: {
    ...officerGrants,
    organisations: edit,
    users: accounts,
    settings: [...read, 'edit'],
    channels: [...edit, 'test'],
    deliveries: [...read, 'retry'],
    'identity-providers': edit,
  },
  officer: officerGrants,
  leader: {
    organisations: read,
    unions: [...read, 'measure'],
    checklists: read,
    campaigns: [...read, 'measure'],
    inspections: read,
    rectifications: read,
    reinspections: read,
    bulletins: read,
    sites: [...read, 'measure'],
    'site-reports': read,
    enterprises: [...read, 'measure'],
    visits: read,
    letters: read,
    settings: read,
    attachments: [...read, 'compare'],
    events: read,
    notifications: [...read, 'read'],
    supervisions: read,
    tokens: [...read, 'create', 'delete'],
    exports: [...read, 'create'],
    views: edit,
  },
  reporter: {
    organisations: read,
    unions: read,
    checklists: read,
    campaigns: read,
    inspections: [...read, 'save', 'submit', 'withdraw'],
    rectifications: [...read, 'rectify', 'request-extension', 'withdraw'],
    attachments: [...read, 'create', 'delete'],
    events: read,
    notifications: [...read, 'read'],
    tokens: [...read, 'create', 'delete'],
    views: edit,
  },
};

export function can(actor: Pick<Actor, 'role'>, action: string, resource: Resource): boolean {
  return grants[actor.role][resource]?.includes(action) ?? false;
}

/** `resource:action` strings for the sign-in answer. */
export function permissionsOf(role: Role): string[] {
  return Object.entries(grants[role]).flatMap(([resource, actions]) =>
    actions.map((action) => `${resource}:${action}`),
  );
}

/** Whether a role works on the business data at all (the operator does not). */
export function seesBusiness(role: Role): boolean {
  return role !== 'operator';
}

/** The roles that an actor may give to an account: never above its own. */
export function grantableRoles(role: Role): readonly Role[] {
  if (role === 'operator') return ['admin'];
  return role === 'admin' ? ['admin', 'officer', 'leader', 'reporter'] : [];
}
