import { EntitySchema } from 'typeorm';
import type { IdentityRule } from '../../../shared/identityProviders.ts';
import { codeColumn, stamps, tenantKey } from '../../db/columns.ts';

export type IdentityProviderRow = {
  id: string;
  orgCode: string;
  name: string;
  issuer: string;
  clientId: string;
  clientSecret: string | null;
  scopes: string;
  orgClaim: string | null;
  rules: IdentityRule[];
  secondFactor: boolean;
  active: boolean;
  version: number;
  createdAt: Date;
  updatedAt: Date;
};

export const identityProviderEntity = new EntitySchema<IdentityProviderRow>({
  name: 'IdentityProvider',
  tableName: 'identity_providers',
  columns: {
    ...tenantKey,
    orgCode: codeColumn('org_code'),
    name: { type: 'text' },
    issuer: { type: 'text' },
    clientId: { name: 'client_id', type: 'text' },
    clientSecret: { name: 'client_secret', type: 'text', nullable: true, select: false },
    scopes: { type: 'text' },
    orgClaim: { name: 'org_claim', type: 'text', nullable: true },
    rules: { type: 'jsonb' },
    secondFactor: { name: 'second_factor', type: 'boolean' },
    active: { type: 'boolean' },
    ...stamps,
  },
});
