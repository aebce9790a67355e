import Button from '@mui/material/Button';
import { useDelete, useNotify } from 'ra-core';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { Campaign } from '../../shared/campaigns.ts';
import { useT } from '../i18n/index.ts';
import { sentenceOf } from '../providers/httpClient.ts';
import { useMay } from '../providers/session.ts';
import { RemindButton } from '../reminders/RemindButton.tsx';
import { DrawButton } from '../reinspections/DrawButton.tsx';
import { ActionButton } from '../ui/ActionButton.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { useFormat } from '../ui/format.ts';
import { UnionPicker } from '../ui/UnionPicker.tsx';
import { CloneButton } from './CloneButton.tsx';
import { useReach } from './useReach.ts';

/** What may be done with the campaign now; the one primary button is the next act. */
export const CampaignActs = ({ campaign }: { campaign: Campaign }) => {
  const t = useT();
  const may = useMay();
  const draft = campaign.mayActions.includes('issue');
  return (
    <>
      <CloneButton campaign={campaign} />
      {draft && <DeleteDraft campaign={campaign} />}
      {draft && (
        <Button variant="outlined" component={Link} to={`/campaigns/${campaign.id}`}>
          {t('campaigns.edit')}
        </Button>
      )}
      {campaign.status !== 'draft' && may('measure', 'campaigns') && (
        <Button variant="outlined" component={Link} to={`/dashboard?campaignId=${campaign.id}`}>
          {t('campaigns.dashboard')}
        </Button>
      )}
      {campaign.status === 'issued' && may('measure', 'campaigns') && (
        <Button variant="outlined" component={Link} to={`/campaigns/${campaign.id}/codes`}>
          {t('phone.code.button')}
        </Button>
      )}
      {campaign.status !== 'draft' && <DrawButton campaignId={campaign.id} />}
      {campaign.mayActions.includes('remind') && <RemindButton campaignId={campaign.id} />}
      <AddTargets campaign={campaign} />
      <CloseCampaign campaign={campaign} />
      {draft && <IssueCampaign campaign={campaign} />}
    </>
  );
};

const IssueCampaign = ({ campaign }: { campaign: Campaign }) => {
  const t = useT();
  const { number } = useFormat();
  const { reach } = useReach(campaign.scope, campaign.priority);
  const count = number(reach?.targets);
  return (
    <ActionButton
      resource="campaigns"
      record={campaign}
      action="issue"
      primary
      label={reach ? t('campaigns.issue.label', { count }) : t('campaigns.issue.labelBare')}
      consequence={t('campaigns.issue.body', { count })}
    />
  );
};

const CloseCampaign = ({ campaign }: { campaign: Campaign }) => {
  const t = useT();
  const { number } = useFormat();
  const missing = (campaign.progress?.targets ?? 0) - (campaign.progress?.submitted ?? 0);
  return (
    <ActionButton
      resource="campaigns"
      record={campaign}
      action="close"
      label={t('campaigns.close.label')}
      consequence={missing > 0 ? t('campaigns.close.body', { count: number(missing) }) : t('campaigns.close.bodyAll')}
    />
  );
};

const AddTargets = ({ campaign }: { campaign: Campaign }) => {
  const t = useT();
  return (
    <ActionButton
      resource="campaigns"
      record={campaign}
      action="add-targets"
      label={t('campaigns.add.label')}
      consequence={t('campaigns.add.body')}
      initial={{ unionIds: [] }}
      ready={({ unionIds }) => Array.isArray(unionIds) && unionIds.length > 0}
      form={({ value, set, errors }) => (
        <UnionPicker
          multiple
          label={t('campaigns.add.unions')}
          hint={errors['unionIds'] ?? t('campaigns.add.unionsHint')}
          error={errors['unionIds'] !== undefined}
          orgCode={campaign.orgCode}
          value={value['unionIds'] as string[]}
          onChange={(ids) => set('unionIds', ids)}
        />
      )}
    />
  );
};

const DeleteDraft = ({ campaign }: { campaign: Campaign }) => {
  const t = useT();
  const notify = useNotify();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const [remove] = useDelete<Campaign>();
  const confirm = async () => {
    try {
      await remove(
        'campaigns',
        { id: campaign.id, previousData: campaign },
        { returnPromise: true, mutationMode: 'pessimistic' },
      );
      notify(t('campaigns.remove.done'), { type: 'success' });
      void navigate('/campaigns', { replace: true });
    } catch (failure) {
      notify(sentenceOf(failure), { type: 'error' });
      setAsking(false);
    }
  };
  return (
    <>
      <Button color="inherit" onClick={() => setAsking(true)}>
        {t('campaigns.remove.label')}
      </Button>
      <ConfirmDialog
        open={asking}
        title={t('campaigns.remove.ask')}
        body={t('campaigns.remove.body')}
        confirmLabel={t('campaigns.remove.label')}
        onConfirm={confirm}
        onClose={() => setAsking(false)}
      />
    </>
  );
};
