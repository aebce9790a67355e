import { useGetList, useNotify } from 'ra-core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { Campaign } from '../../shared/campaigns.ts';
import { useT } from '../i18n/index.ts';
import { useData } from '../providers/dataProvider.ts';
import { sentenceOf } from '../providers/httpClient.ts';
import { useMay } from '../providers/session.ts';
import { BusyButton } from '../ui/BusyButton.tsx';

/** The newest campaign that has gone out: what next year's begins from. */
export function useLastCampaign(): Campaign | undefined {
  const { data } = useGetList<Campaign>('campaigns', {
    filter: { status: ['issued', 'closed'] },
    sort: { field: 'startsOn', order: 'DESC' },
    pagination: { page: 1, perPage: 1 },
  });
  return data?.[0];
}

/** A draft with the same content, opened at once so that its dates can be changed. */
export const CloneButton = ({ campaign, label }: { campaign: Campaign; label?: string }) => {
  const t = useT();
  const may = useMay();
  const { action } = useData();
  const notify = useNotify();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  if (!may('clone', 'campaigns')) return null;
  const clone = async () => {
    setBusy(true);
    try {
      const copy = await action<Campaign>('campaigns', campaign.id, 'clone');
      notify(t('campaigns.cloned'));
      void navigate(`/campaigns/${copy.id}`);
    } catch (failure) {
      notify(sentenceOf(failure), { type: 'error' });
    } finally {
      setBusy(false);
    }
  };
  return (
    <BusyButton variant="outlined" loading={busy} onClick={() => void clone()}>
      {label ?? t('campaigns.clone')}
    </BusyButton>
  );
};
