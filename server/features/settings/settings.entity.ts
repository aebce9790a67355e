import { EntitySchema } from 'typeorm';
import type { Settings } from '../../../shared/settings.ts';
import { codeColumn, stamps, tenantKey } from '../../db/columns.ts';

/** What one organisation decided itself; its id is the organisation's code. */
export type SettingsRow = { [Part in keyof Settings]: Settings[Part] | null } & {
  provinceCode: string;
  id: string;
  version: number;
  createdAt: Date;
  updatedAt: Date;
};

const part = (name: string) => ({ name, type: 'jsonb', nullable: true }) as const;

export const settingsEntity = new EntitySchema<SettingsRow>({
  name: 'Settings',
  tableName: 'settings',
  columns: {
    provinceCode: tenantKey.provinceCode,
    id: { ...codeColumn('org_code'), primary: true },
    batchCategories: part('batch_categories'),
    siteQuotas: part('site_quotas'),
    siteReporting: part('site_reporting'),
    eligibility: part('eligibility'),
    letterKinds: part('letter_kinds'),
    ledger: part('ledger'),
    targets: part('targets'),
    ranking: part('ranking'),
    reminders: part('reminders'),
    signIn: part('sign_in'),
    ...stamps,
  },
});
