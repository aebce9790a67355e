import type { EntitySchema } from 'typeorm';
import type { Resource } from '../shared/permissions.ts';
import type { Feature } from './feature.ts';
import { attachments } from './features/attachments/index.ts';
import { bulletins } from './features/bulletins/index.ts';
import { campaigns } from './features/campaigns/index.ts';
import { channels } from './features/channels/index.ts';
import { checklists } from './features/checklists/index.ts';
import { deliveries } from './features/deliveries/index.ts';
import { enterprises } from './features/enterprises/index.ts';
import { events } from './features/events/index.ts';
import { exports } from './features/exports/index.ts';
import { failedJobs } from './features/failed-jobs/index.ts';
import { identityProviders } from './features/identity-providers/index.ts';
import { imports } from './features/imports/index.ts';
import { inspections } from './features/inspections/index.ts';
import { letters } from './features/letters/index.ts';
import { notifications } from './features/notifications/index.ts';
import { organisations } from './features/organisations/index.ts';
import { rectifications } from './features/rectifications/index.ts';
import { reinspections } from './features/reinspections/index.ts';
import { settings } from './features/settings/index.ts';
import { siteReports } from './features/site-reports/index.ts';
import { sites } from './features/sites/index.ts';
import { supervisions } from './features/supervisions/index.ts';
import { tokens } from './features/tokens/index.ts';
import { unions } from './features/unions/index.ts';
import { users } from './features/users/index.ts';
import { views } from './features/views/index.ts';
import { visits } from './features/visits/index.ts';

/** The one registry. */
export const features: Record<Resource, Feature> = {
  organisations,
  users,
  unions,
  checklists,
  campaigns,
  inspections,
  rectifications,
  reinspections,
  bulletins,
  sites,
  'site-reports': siteReports,
  enterprises,
  visits,
  letters,
  settings,
  attachments,
  events,
  notifications,
  supervisions,
  tokens,
  imports,
  exports,
  views,
  channels,
  deliveries,
  'identity-providers': identityProviders,
  'failed-jobs': failedJobs,
};

export const entities = Object.values(features).map((feature) => feature.entity as unknown as EntitySchema);
