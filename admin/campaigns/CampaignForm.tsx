import { useQueryClient } from '@tanstack/react-query';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { setSubmissionErrors, useNotify, useSaveContext } from 'ra-core';
import { Form } from 'react-admin';
import { useState } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { useNavigate } from 'react-router';
import { campaignWrite, type Campaign, type CampaignWrite } from '../../shared/campaigns.ts';
import { useT } from '../i18n/index.ts';
import { useData } from '../providers/dataProvider.ts';
import { sentenceOf } from '../providers/httpClient.ts';
import { BusyButton } from '../ui/BusyButton.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { useValidate } from '../ui/form/useValidate.ts';
import { useFormat } from '../ui/format.ts';
import { usePublishedChecklists } from './ChecklistChoice.tsx';
import { ReachText, Step, WhatInputs, WhenInputs, WhomInputs } from './CampaignInputs.tsx';
import { Notice } from './Notice.tsx';
import { useReach } from './useReach.ts';

type Props = { issuer: string; defaults?: Partial<CampaignWrite> };

/** Four steps that can be seen at once: what, whom and when on the left, the notice and the one big button on the right. */
export const CampaignForm = ({ issuer, defaults }: Props) => {
  const validate = useValidate(campaignWrite);
  return (
    <Form
      validate={validate}
      mode="onTouched"
      warnWhenUnsavedChanges
      {...(defaults ? { defaultValues: defaults } : {})}
    >
      <Steps issuer={issuer} />
    </Form>
  );
};

const Steps = ({ issuer }: { issuer: string }) => {
  const t = useT();
  const [scope, priority, checklistId] = useWatch({ name: ['scope', 'priority', 'checklistId'] }) as [
    CampaignWrite['scope'],
    CampaignWrite['priority'],
    string | undefined,
  ];
  const { reach, counting } = useReach(scope, priority);
  const checklist = usePublishedChecklists(issuer).find(({ id }) => id === checklistId);
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 1.25fr) minmax(340px, 1fr)' },
        columnGap: 5,
        rowGap: 4,
        alignItems: 'start',
        '& .MuiFormControl-root': { mt: 0, mb: 0 },
      }}
    >
      <Box sx={{ display: 'grid', gap: 3.5, minWidth: 0 }}>
        <Step number={1} title={t('campaigns.step.what')}>
          <WhatInputs issuer={issuer} />
        </Step>
        <Step number={2} title={t('campaigns.step.whom')} aside={<ReachText reach={reach} counting={counting} />}>
          <WhomInputs issuer={issuer} />
        </Step>
        <Step number={3} title={t('campaigns.step.when')}>
          <WhenInputs />
        </Step>
      </Box>
      <Step number={4} title={t('campaigns.step.check')}>
        <Notice issuer={issuer} checklist={checklist} reach={reach} />
        <Buttons targets={counting ? undefined : reach?.targets} />
      </Step>
    </Box>
  );
};

/** Saving, and saving and issuing at once; both wait for the server. */
const Buttons = ({ targets }: { targets: number | undefined }) => {
  const t = useT();
  const data = useData();
  const queries = useQueryClient();
  const notify = useNotify();
  const navigate = useNavigate();
  const { number } = useFormat();
  const { save, saving } = useSaveContext();
  const form = useFormContext();
  const [asking, setAsking] = useState(false);
  const [fault, setFault] = useState('');
  const count = number(targets);

  const submit = (then: (saved: Campaign) => void | Promise<void>) =>
    form.handleSubmit(async (values) => {
      setFault('');
      let saved: Campaign | undefined;
      const errors = (await save?.(values, {
        onSuccess: (record: Campaign) => {
          saved = record;
        },
      })) as Record<string, string> | undefined;
      if (saved) await then(saved);
      else if (errors) setSubmissionErrors(errors, form.setError);
    })();

  const saveDraft = () =>
    submit((saved) => {
      notify(t('campaigns.form.saved'), { type: 'success' });
      void navigate(`/campaigns/${saved.id}/show`);
    });
  const ask = async () => {
    const complete = await form.trigger();
    setFault(complete ? '' : t('campaigns.issue.incomplete'));
    setAsking(complete);
  };
  const issue = async () => {
    await submit(async ({ id, version }) => {
      try {
        await data.action('campaigns', id, 'issue', { version });
        // Saving has left the draft in the cache; the page that follows must see that it is being issued.
        await queries.invalidateQueries({ queryKey: ['campaigns'] });
      } catch (failure) {
        // The draft is kept; its page tells the way on.
        notify(sentenceOf(failure), { type: 'error' });
      }
      void navigate(`/campaigns/${id}/show`);
    });
    setAsking(false);
  };
  const label = targets === undefined ? t('campaigns.issue.labelBare') : t('campaigns.issue.label', { count });
  return (
    <Box sx={{ mt: 2 }}>
      {fault && (
        <Alert severity="error" variant="outlined" sx={{ mb: 2 }}>
          {fault}
        </Alert>
      )}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        <BusyButton variant="outlined" onClick={() => void saveDraft()} loading={Boolean(saving) && !asking}>
          {t('campaigns.form.saveDraft')}
        </BusyButton>
        <Button
          variant="contained"
          size="large"
          disabled={!targets}
          onClick={() => void ask()}
          sx={{ flex: 1, minWidth: 200 }}
        >
          {label}
        </Button>
      </Box>
      <ConfirmDialog
        open={asking}
        title={t('ui.act.askOnce', { act: label })}
        body={t('campaigns.issue.body', { count })}
        confirmLabel={label}
        onConfirm={issue}
        onClose={() => setAsking(false)}
      />
    </Box>
  );
};
