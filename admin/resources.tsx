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
  reinspections: {
    list: screen(() => import('./reinspections/ReinspectionList.tsx'), 'ReinspectionList'),
    show: screen(() => import('./reinspections/ReinspectionShow.tsx'), 'ReinspectionShow'),
  },
  bulletins: {
    list: screen(() => import('./bulletins/BulletinList.tsx'), 'BulletinList'),
    show: screen(() => import('./bulletins/BulletinShow.tsx'), 'BulletinShow'),
    create: screen(() => import('./bulletins/BulletinCreate.tsx'), 'BulletinCreate'),
    edit: screen(() => import('./bulletins/BulletinEdit.tsx'), 'BulletinEdit'),
  },
  sites: {
    list: screen(() => import('./sites/SiteList.tsx'), 'SiteList'),
    show: screen(() => import('./sites/SiteShow.tsx'), 'SiteShow'),
    create: screen(() => import('./sites/SiteCreate.tsx'), 'SiteCreate'),
    edit: screen(() => import('./sites/SiteEdit.tsx'), 'SiteEdit'),
  },
  'site-reports': {
    list: screen(() => import('./site-reports/SiteReportList.tsx'), 'SiteReportList'),
    create: screen(() => import('./site-reports/SiteReportCreate.tsx'), 'SiteReportCreate'),
    edit: screen(() => import('./site-reports/SiteReportEdit.tsx'), 'SiteReportEdit'),
  },
  enterprises: {
    list: screen(() => import('./enterprises/EnterpriseList.tsx'), 'EnterpriseList'),
    show: screen(() => import('./enterprises/EnterpriseShow.tsx'), 'EnterpriseShow'),
    create: screen(() => import('./enterprises/EnterpriseCreate.tsx'), 'EnterpriseCreate'),
    edit: screen(() => import('./enterprises/EnterpriseEdit.tsx'), 'EnterpriseEdit'),
  },
  visits: { list: screen(() => import('./visits/VisitList.tsx'), 'VisitList') },
  letters: { list: screen(() => import('./letters/LetterList.tsx'), 'LetterList') },
  settings: { list: screen(() => import('./settings/SettingsPage.tsx'), 'SettingsPage') },
  attachments: {},
  notifications: {},
  supervisions: {
    list: screen(() => import('./supervisions/SupervisionList.tsx'), 'SupervisionList'),
    show: screen(() => import('./supervisions/SupervisionShow.tsx'), 'SupervisionShow'),
  },
  events: { list: screen(() => import('./events/EventList.tsx'), 'EventList') },
  imports: {
    list: screen(() => import('./imports/ImportList.tsx'), 'ImportList'),
    create: screen(() => import('./imports/ImportCreate.tsx'), 'ImportCreate'),
    show: screen(() => import('./imports/ImportShow.tsx'), 'ImportShow'),
  },
  exports: { list: screen(() => import('./exports/ExportList.tsx'), 'ExportList') },
  views: {},
  channels: { list: screen(() => import('./channels/ChannelList.tsx'), 'ChannelList') },
  deliveries: { list: screen(() => import('./deliveries/DeliveryList.tsx'), 'DeliveryList') },
  'failed-jobs': { list: screen(() => import('./failed-jobs/FailedJobList.tsx'), 'FailedJobList') },
  'identity-providers': {
    list: screen(() => import('./signIn/ProviderList.tsx'), 'ProviderList'),
  },
  tokens: { list: screen(() => import('./tokens/TokenList.tsx'), 'TokenList') },
};

export const consoleResources = Object.keys(resources) as ConsoleResource[];

const Cockpit = screen(() => import('./cockpit/Cockpit.tsx'), 'Cockpit');
const Dashboard = screen(() => import('./dashboard/Dashboard.tsx'), 'Dashboard');
const LedgerPage = screen(() => import('./enterprises/LedgerPage.tsx'), 'LedgerPage');
const SiteOverview = screen(() => import('./sites/SiteOverview.tsx'), 'SiteOverview');

const Inbox = screen(() => import('./inbox/InboxPage.tsx'), 'InboxPage');
const MePage = screen(() => import('./me/MePage.tsx'), 'MePage');
const CodeSheet = screen(() => import('./codes/CodeSheet.tsx'), 'CodeSheet');
const FillPage = screen(() => import('./codes/FillPage.tsx'), 'FillPage');

const Haves = screen(() => import('./haves/HavesPage.tsx'), 'HavesPage');

/** Pages that belong to no resource. */
export const pages: { path: string; element: ReactNode }[] = [
  { path: '/campaigns/:id/codes', element: <CodeSheet /> },
  { path: '/cockpit', element: <Cockpit /> },
  { path: '/dashboard', element: <Dashboard /> },
  { path: '/fill', element: <FillPage /> },
  { path: '/haves', element: <Haves /> },
  { path: '/inbox', element: <Inbox /> },
  { path: '/me', element: <MePage /> },
  { path: '/ledger', element: <LedgerPage /> },
  { path: '/sites/overview', element: <SiteOverview /> },
];
