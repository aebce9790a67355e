import type { ResourceProps } from 'ra-core';
import { lazy, type ComponentType, type ReactNode } from 'react';
import type { Resource } from '../shared/permissions.ts';

/** The nouns that have screens or are referred to by screens. */
export type ConsoleResource = Resource;

/**
 * A screen whose code is loaded when it is opened: `screen(() => import('./unions/UnionList.tsx'), 'UnionList')`.
 * The layout shows a skeleton meanwhile.
 */
export function screen<Name extends string>(load: () => Promise<Record<Name, ComponentType>>, name: Name) {
  return lazy(() => load().then((module) => ({ default: module[name] })));
}

/** The one registry of screens: a new resource is one line here, and the compiler asks for it. */
export const resources: Record<ConsoleResource, Omit<ResourceProps, 'name'>> = {
  organisations: {
    list: screen(() => import('./organisations/OrganisationPage.tsx'), 'OrganisationPage'),
  },
  users: {
    list: screen(() => import('./users/UserList.tsx'), 'UserList'),
    show: screen(() => import('./users/UserShow.tsx'), 'UserShow'),
    edit: screen(() => import('./users/UserEdit.tsx'), 'UserEdit'),
  },
  unions: {
    list: screen(() => import('./unions/UnionList.tsx'), 'UnionList'),
    show: screen(() => import('./unions/UnionShow.tsx'), 'UnionShow'),
    create: screen(() => import('./unions/UnionCreate.tsx'), 'UnionCreate'),
    edit: screen(() => import('./unions/UnionEdit.tsx'), 'UnionEdit'),
  },
  checklists: {
    list: screen(() => import('./checklists/ChecklistList.tsx'), 'ChecklistList'),
    show: screen(() => import('./checklists/ChecklistShow.tsx'), 'ChecklistShow'),
    create: screen(() => import('./checklists/ChecklistCreate.tsx'), 'ChecklistCreate'),
    edit: screen(() => import('./checklists/ChecklistEdit.tsx'), 'ChecklistEdit'),
  },
  campaigns: {
    list: screen(() => import('./campaigns/CampaignList.tsx'), 'CampaignList'),
    show: screen(() => import('./campaigns/CampaignShow.tsx'), 'CampaignShow'),
    create: screen(() => import('./campaigns/CampaignCreate.tsx'), 'CampaignCreate'),
    edit: screen(() => import('./campaigns/CampaignEdit.tsx'), 'CampaignEdit'),
  },
  inspections: {
    list: screen(() => import('./inspections/InspectionList.tsx'), 'InspectionList'),
    edit: screen(() => import('./inspections/InspectionForm.tsx'), 'InspectionForm'),
    show: screen(() => import('./inspections/InspectionShow.tsx'), 'InspectionShow'),
  },
  rectifications: {
    list: screen(() => import('./rectifications/RectificationList.tsx'), 'RectificationList'),
    show: screen(() => import('./rectifications/RectificationShow.tsx'), 'RectificationShow'),
  },
  attachments: {},
  events: { list: screen(() => import('./events/EventList.tsx'), 'EventList') },
  tokens: { list: screen(() => import('./tokens/TokenList.tsx'), 'TokenList') },
};

export const consoleResources = Object.keys(resources) as ConsoleResource[];

const Dashboard = screen(() => import('./dashboard/Dashboard.tsx'), 'Dashboard');

/** Pages that belong to no resource. */
export const pages: { path: string; element: ReactNode }[] = [{ path: '/dashboard', element: <Dashboard /> }];
