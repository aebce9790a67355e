import { CreateBase } from 'ra-core';
import { useMemo } from 'react';
import { today } from '../providers/clock.ts';
import { useT } from '../i18n/index.ts';
import { useMe } from '../providers/session.ts';
import { PageHeader } from '../ui/PageHeader.tsx';
import { campaignDefaults } from './campaignDefaults.ts';
import { CampaignForm } from './CampaignForm.tsx';

export const CampaignCreate = () => {
  const t = useT();
  const issuer = useMe()?.org.code ?? '';
  const defaults = useMemo(() => campaignDefaults(issuer, today()), [issuer]);
  return (
    <CreateBase redirect={false}>
      <PageHeader back="/campaigns" title={t('campaigns.form.newTitle')} />
      <CampaignForm issuer={issuer} defaults={defaults} />
    </CreateBase>
  );
};
