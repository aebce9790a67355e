import type { EntitySchema } from 'typeorm';
import type { Resource } from '../shared/permissions.ts';
import type { Feature } from './feature.ts';
import { attachments } from './features/attachments/index.ts';
import { campaigns } from './features/campaigns/index.ts';
import { checklists } from './features/checklists/index.ts';
import { events } from './features/events/index.ts';
import { inspections } from './features/inspections/index.ts';
import { organisations } from './features/organisations/index.ts';
import { rectifications } from './features/rectifications/index.ts';
import { tokens } from './features/tokens/index.ts';
import { unions } from './features/unions/index.ts';
import { users } from './features/users/index.ts';

/** The one registry. */
export const features: Record<Resource, Feature> = {
  organisations,
  users,
  unions,
  checklists,
  campaigns,
  inspections,
  rectifications,
  attachments,
  events,
  tokens,
};

export const entities = Object.values(features).map((feature) => feature.entity as unknown as EntitySchema);
