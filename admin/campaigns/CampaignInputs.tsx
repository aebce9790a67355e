import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { TextInput } from 'react-admin';
import { useEffect, useId, type ReactNode } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { daysBetween } from '../../shared/rules/days.ts';
import type { Reach } from '../../shared/campaigns.ts';
import { useT } from '../i18n/index.ts';
import { DayInput } from '../ui/DayInput.tsx';
import { useFormat } from '../ui/format.ts';
import { ChecklistChoice } from './ChecklistChoice.tsx';
import { KindsInput, PeopleInput, RegionInput } from './ScopeInputs.tsx';

/** One of the four steps: its number, its name and what is to be decided in it. */
export const Step = ({ number, title, aside, children }: StepProps) => {
  const id = useId();
  return (
    <Box component="section" aria-labelledby={id} sx={{ minWidth: 0 }}>
      <Box sx={{ display: 'flex', alignItems: 'baseline', gap: 1, mb: 1.5 }}>
        <Box component="span" aria-hidden sx={{ color: 'text.disabled', fontWeight: 600 }}>
          {number}
        </Box>
        <Typography variant="h2" id={id} sx={{ flex: 1 }}>
          {title}
        </Typography>
        {aside}
      </Box>
      {children}
    </Box>
  );
};

type StepProps = { number: number; title: string; aside?: ReactNode; children: ReactNode };

export const WhatInputs = ({ issuer }: { issuer: string }) => {
  const t = useT();
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: '2fr 1fr' } }}>
        <TextInput
          source="title"
          isRequired
          helperText={false}
          placeholder={t('campaigns.form.titleHint')}
          slotProps={{ inputLabel: { shrink: true }, htmlInput: { maxLength: 120 } }}
        />
        <TextInput
          source="docNo"
          helperText={false}
          placeholder={t('campaigns.form.docNoHint')}
          slotProps={{ inputLabel: { shrink: true }, htmlInput: { maxLength: 60 } }}
        />
      </Box>
      <ChecklistChoice issuer={issuer} />
    </Box>
  );
};

export const WhomInputs = ({ issuer }: { issuer: string }) => {
  const t = useT();
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <RegionInput issuer={issuer} />
      <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 3, rowGap: 2, alignItems: 'flex-end' }}>
        <KindsInput
          source="scope.kinds"
          label={t('campaigns.form.kinds')}
          hint={t('campaigns.form.anyKind')}
          none={null}
        />
        <PeopleInput source="scope.minEmployees" label={t('campaigns.form.minEmployees')} />
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 3, rowGap: 2, alignItems: 'flex-end' }}>
        <KindsInput
          source="priority.kinds"
          label={t('campaigns.form.priority')}
          hint={t('campaigns.form.priorityHint')}
          none={[]}
        />
        <PeopleInput source="priority.minEmployees" label={t('campaigns.form.priorityEmployees')} />
      </Box>
    </Box>
  );
};

/** How many unions are reached, beside the title of the step. */
export const ReachText = ({ reach, counting }: { reach: Reach | undefined; counting: boolean }) => {
  const t = useT();
  const { number } = useFormat();
  return (
    <Box component="output" aria-live="polite" sx={{ opacity: counting && reach ? 0.5 : 1, textAlign: 'right' }}>
      {reach === undefined && <Typography variant="caption">{counting ? t('campaigns.form.counting') : ''}</Typography>}
      {reach?.targets === 0 && (
        <Box component="span" sx={{ color: 'error.main' }}>
          {t('campaigns.form.reachNone')}
        </Box>
      )}
      {reach !== undefined && reach.targets > 0 && (
        <>
          <strong>{t('campaigns.form.reach', { targets: number(reach.targets) })}</strong>{' '}
          <Typography variant="caption">
            {t('campaigns.form.reachPriority', { priority: number(reach.priority) })}
          </Typography>
        </>
      )}
    </Box>
  );
};

const dates = ['startsOn', 'submitBy', 'immediateDueOn', 'scheduledDueOn'] as const;

export const WhenInputs = () => {
  const t = useT();
  const { trigger, formState } = useFormContext();
  const days = useWatch({ name: dates }) as (string | null | undefined)[];
  const { isDirty } = formState;
  const seen = days.join();
  // A day moved in one field may put another out of order.
  useEffect(() => {
    if (isDirty) void trigger(dates);
  }, [seen, isDirty, trigger]);
  const [start] = days;
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 2,
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: '1fr 1fr', xl: 'repeat(4, 1fr)' },
        alignItems: 'start',
      }}
    >
      {dates.map((source, index) => {
        const day = days[index];
        const later = index > 0 && start && day ? daysBetween(start, day) : 0;
        return (
          <DayInput
            key={source}
            source={source}
            {...(later > 0 ? { helperText: t('campaigns.form.daysLater', { count: later }) } : {})}
          />
        );
      })}
    </Box>
  );
};
