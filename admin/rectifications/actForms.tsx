import FormControlLabel from '@mui/material/FormControlLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import type { Rectification } from '../../shared/rectifications.ts';
import { addDays, latest } from '../../shared/rules/days.ts';
import { useT } from '../i18n/index.ts';
import { useMe } from '../providers/session.ts';
import type { ActBody, ActForm } from '../ui/ActDialog.tsx';
import { DayPicker } from '../ui/DayInput.tsx';
import { EvidenceInput } from '../ui/EvidenceInput.tsx';
import { useFormat } from '../ui/format.ts';
import { EvidenceChoice } from './EvidenceChoice.tsx';

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');
const idsOf = (value: unknown) => (Array.isArray(value) ? value.map(String) : []);
const long = (value: unknown, least: number) => textOf(value).trim().length >= least;

type RectifyProps = {
  form: ActForm;
  /** The one item; without it the form is for many. */
  record?: Rectification | undefined;
};

/** What was done, by whom, with what proof. */
export const RectifyForm = ({ form, record }: RectifyProps) => {
  const { value, set, errors } = form;
  const t = useT();
  const kept = record?.attachmentIds.length ?? 0;
  const needed = record?.evidence === 'required' && kept === 0;
  return (
    <>
      <TextField
        label={t('rectifications.act.measures')}
        placeholder={t('rectifications.act.measuresHint')}
        required
        autoFocus
        multiline
        minRows={3}
        maxRows={10}
        fullWidth
        value={textOf(value['measures'])}
        onChange={({ target }) => set('measures', target.value)}
        error={Boolean(errors['measures'])}
        helperText={errors['measures']}
        slotProps={{ inputLabel: { shrink: true }, htmlInput: { maxLength: 1000 } }}
      />
      <TextField
        label={t('rectifications.act.responsible')}
        fullWidth
        value={textOf(value['responsibleName'])}
        onChange={({ target }) => set('responsibleName', target.value)}
        error={Boolean(errors['responsibleName'])}
        helperText={errors['responsibleName']}
        slotProps={{ htmlInput: { maxLength: 40 } }}
      />
      {record?.evidence !== 'none' && (
        <EvidenceInput
          slot={`rectify/${record?.id ?? 'several'}`}
          label={needed ? t('rectifications.act.evidenceRequired') : t('ui.evidence.title')}
          required={needed}
          value={idsOf(value['attachmentIds'])}
          onChange={(ids) => {
            set('attachmentIds', ids);
            if (ids.length === 0) set('replacedIds', []);
          }}
          error={errors['attachmentIds']}
        />
      )}
      <EvidenceChoice form={form} record={record} />
      {kept > 0 && idsOf(value['attachmentIds']).length === 0 && (
        <Typography variant="caption">{t('rectifications.act.kept', { count: kept })}</Typography>
      )}
      <TextField
        label={t('rectifications.act.note')}
        fullWidth
        value={textOf(value['note'])}
        onChange={({ target }) => set('note', target.value)}
        error={Boolean(errors['note'])}
        helperText={errors['note']}
        slotProps={{ htmlInput: { maxLength: 500 } }}
      />
    </>
  );
};

export function rectifyReady(record?: Rectification): (value: ActBody) => boolean {
  const needed = record?.evidence === 'required' && record.attachmentIds.length === 0;
  return (value) => long(value['measures'], 2) && (!needed || idsOf(value['attachmentIds']).length > 0);
}

/** A returned item starts with what was written before. */
export function useRectifyInitial(): (record?: Rectification) => ActBody {
  const me = useMe();
  return (record) => ({
    measures: record?.measures ?? '',
    responsibleName: record?.responsibleName ?? me?.name ?? '',
    note: record?.note ?? '',
    attachmentIds: [],
  });
}

export const ExtensionForm = ({ form: { value, set, errors }, record }: { form: ActForm; record: Rectification }) => {
  const t = useT();
  const { today } = useFormat();
  return (
    <DayPicker
      label={t('rectifications.act.extendUntil')}
      required
      fullWidth
      min={latest(addDays(record.dueOn, 1), today)}
      value={textOf(value['until']) || null}
      onChange={(day) => set('until', day)}
      error={Boolean(errors['until'])}
      helperText={errors['until']}
    />
  );
};

export const extensionReady = (value: ActBody): boolean => long(value['until'], 10);

export const ReopenForm = ({ form: { value, set, errors } }: { form: ActForm }) => {
  const t = useT();
  const { today } = useFormat();
  return (
    <DayPicker
      label={t('rectifications.act.reopenDue')}
      fullWidth
      min={today}
      value={textOf(value['dueOn']) || null}
      onChange={(day) => set('dueOn', day ?? undefined)}
      error={Boolean(errors['dueOn'])}
      helperText={errors['dueOn']}
    />
  );
};

/** Grant or refuse; a refusal says why. */
export const DecisionForm = ({ form: { value, set, errors } }: { form: ActForm }) => {
  const t = useT();
  const approve = value['approve'] !== false;
  return (
    <>
      <RadioGroup row value={approve ? 'yes' : 'no'} onChange={(_, choice) => set('approve', choice === 'yes')}>
        <FormControlLabel value="yes" control={<Radio />} label={t('rectifications.act.approve')} />
        <FormControlLabel value="no" control={<Radio />} label={t('rectifications.act.refuse')} />
      </RadioGroup>
      <TextField
        label={t(approve ? 'rectifications.act.optionalReason' : 'rectifications.act.refuseReason')}
        required={!approve}
        multiline
        minRows={2}
        fullWidth
        value={textOf(value['reason'])}
        onChange={({ target }) => set('reason', target.value)}
        error={Boolean(errors['reason'])}
        helperText={errors['reason']}
        slotProps={{ htmlInput: { maxLength: 500 } }}
      />
    </>
  );
};

export const decisionReady = (value: ActBody): boolean => value['approve'] !== false || long(value['reason'], 2);
export const decisionInitial: ActBody = { approve: true };
