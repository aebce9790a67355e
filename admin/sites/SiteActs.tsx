import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { Link } from 'react-router';
import { isReturned } from '../../shared/rules/sites.ts';
import type { Site } from '../../shared/sites.ts';
import { useT } from '../i18n/index.ts';
import { useMe } from '../providers/session.ts';
import { ActionButton } from '../ui/ActionButton.tsx';
import type { ActForm } from '../ui/ActDialog.tsx';
import { DayPicker } from '../ui/DayPicker.tsx';
import { useFormat } from '../ui/format.ts';

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');
export const reportAddress = (siteId: string, month?: string) =>
  `/site-reports/create?${new URLSearchParams({ siteId, ...(month ? { month } : {}) })}`;

/** What this person may do with the site now; the next step last and big. */
export const SiteActs = ({ record }: { record: Site }) => {
  const t = useT();
  const { today, month } = useFormat();
  const level = useMe()?.org.level;
  const near = level === 'district' || level === 'township';
  const shared = { resource: 'sites' as const, record };
  const may = (action: string) => record.mayActions.includes(action);
  const missing = record.missingMonths[0];
  const handsIn = isReturned(record) && may('edit') && near;
  return (
    <>
      <ActionButton {...shared} action="withdraw" />
      <ActionButton {...shared} action="revoke" consequence={t('sites.act.revokeBody')} />
      <ActionButton
        {...shared}
        action="return"
        consequence={t(
          record.status === 'building' || record.status === 'accepted' ? 'sites.act.failBody' : 'sites.act.returnBody',
        )}
      />
      <ActionButton
        {...shared}
        action="reinspect"
        form={(form) => <ReinspectForm form={form} />}
        initial={{ inspectedOn: today, passed: true }}
        ready={({ inspectedOn, passed, note }) =>
          textOf(inspectedOn) !== '' && (passed !== false || textOf(note).trim().length >= 2)
        }
        confirmLabel={({ passed }) => t(passed === false ? 'sites.act.reinspectFailed' : 'sites.act.reinspect')}
      />
      {may('edit') && (
        <Button variant={handsIn ? 'contained' : 'outlined'} component={Link} to={`/sites/${record.id}`}>
          {t(handsIn ? 'sites.saveAgain' : 'sites.edit')}
        </Button>
      )}
      {may('report') && (
        <Button variant={near ? 'contained' : 'outlined'} component={Link} to={reportAddress(record.id, missing)}>
          {missing ? t('sites.fillMonth', { month: month(missing) }) : t('sites.report')}
        </Button>
      )}
      <ActionButton {...shared} action="recommend" primary />
      <ActionButton {...shared} action="start-building" primary />
      <ActionButton {...shared} action="accept" primary />
      <ActionButton {...shared} action="list" primary />
    </>
  );
};

/** When it was inspected, how it stood, and what was found. */
const ReinspectForm = ({ form: { value, set, errors } }: { form: ActForm }) => {
  const t = useT();
  const { today } = useFormat();
  const passed = value['passed'] !== false;
  return (
    <>
      <DayPicker
        label={t('sites.act.inspectedOn')}
        required
        fullWidth
        max={today}
        value={textOf(value['inspectedOn']) || null}
        onChange={(day) => set('inspectedOn', day)}
        error={Boolean(errors['inspectedOn'])}
        helperText={errors['inspectedOn']}
      />
      <RadioGroup row value={passed ? 'yes' : 'no'} onChange={(_, choice) => set('passed', choice === 'yes')}>
        <FormControlLabel value="yes" control={<Radio />} label={t('sites.act.passed')} />
        <FormControlLabel value="no" control={<Radio />} label={t('sites.act.failed')} />
      </RadioGroup>
      {!passed && <Typography color="text.secondary">{t('sites.act.failedBody')}</Typography>}
      <TextField
        label={t(passed ? 'sites.act.note' : 'sites.act.noteNeeded')}
        required={!passed}
        multiline
        minRows={2}
        fullWidth
        value={textOf(value['note'])}
        onChange={({ target }) => set('note', target.value)}
        error={Boolean(errors['note'])}
        helperText={errors['note']}
        slotProps={{ inputLabel: { shrink: true }, htmlInput: { maxLength: 500 } }}
      />
    </>
  );
};
