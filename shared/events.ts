import { z } from 'zod';
import { resources, type Resource } from './permissions.ts';
import { filterSchema, id, instant, oneOf, orgCode, ranged, text } from './schema.ts';

/** One step in the life of a record, written in the transaction of the step and never changed. */
export type HistoryEvent = {
  id: string;
  at: string;
  actorId: string | null;
  actorName: string;
  orgCode: string;
  subjectType: Resource;
  subjectId: string;
  action: string;
  reason: string | null;
  /** Field → [before, after]. */
  changes: Record<string, [unknown, unknown]> | null;
};

export const eventFilter = filterSchema({
  subjectType: oneOf(z.enum(resources)),
  subjectId: oneOf(z.union([id, orgCode])),
  actorId: oneOf(id),
  action: oneOf(text(40)),
  at: ranged(instant),
});
