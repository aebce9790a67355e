import { z } from 'zod';
import { levels, type Level } from './rules/orgCode.ts';
import { filterSchema, oneOf, orgCode, text, version } from './schema.ts';

export const orgKinds = ['federation', 'industry', 'park'] as const;
export type OrgKind = (typeof orgKinds)[number];

export type Organisation = {
  /** The code itself. */
  id: string;
  code: string;
  name: string;
  /** The name of the region alone, for charts and paths: 呼和浩特. */
  shortName: string;
  level: Level;
  kind: OrgKind;
  parentCode: string | null;
  /** The nearest federation above that is not nominal. */
  superiorCode: string | null;
  nominal: boolean;
  /** Whom to call there. */
  contactName: string | null;
  contactPhone: string | null;
  active: boolean;
  version: number;
  createdAt: string;
  updatedAt: string;
};

const contact = { contactName: text(40).nullish(), contactPhone: text(20).nullish() };

export const organisationCreate = z.object({
  code: orgCode,
  name: text(60, 2),
  kind: z.enum(orgKinds).default('park'),
  ...contact,
});
export type OrganisationCreate = z.infer<typeof organisationCreate>;

export const organisationUpdate = z.object({
  name: text(60, 2),
  /** Left out, it stays as it is. */
  active: z.boolean().optional(),
  version: version.optional(),
  ...contact,
});
export type OrganisationUpdate = z.infer<typeof organisationUpdate>;

export const organisationFilter = filterSchema(
  {
    code: oneOf(orgCode),
    level: oneOf(z.enum(levels)),
    kind: oneOf(z.enum(orgKinds)),
    parentCode: oneOf(orgCode),
    superiorCode: oneOf(orgCode),
    nominal: oneOf(z.boolean()),
    active: oneOf(z.boolean()),
    name: oneOf(text(60)),
  },
  orgCode,
);
