import type { EntitySchema } from 'typeorm';
import type { RouteDef } from './http/route.ts';

/** One noun: its table and its addresses. Deleting the folder and the line in `features.ts` deletes it. */
export type Feature = { entity: EntitySchema<never>; routes: RouteDef[] };
