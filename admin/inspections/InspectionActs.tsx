import Button from '@mui/material/Button';
import { Link } from 'react-router';
import type { Inspection } from '../../shared/inspections.ts';
import { useT } from '../i18n/index.ts';
import { useMe } from '../providers/session.ts';
import { RemindButton } from '../reminders/RemindButton.tsx';
import { ActionButton } from '../ui/ActionButton.tsx';
import { mayStillSave } from './draft.ts';

/** Leads to the form, named by what one will find there. */
export const FillButton = ({
  record,
  size = 'medium',
}: {
  record: Inspection;
  size?: 'small' | 'medium' | 'large';
}) => {
  const t = useT();
  const reporter = useMe()?.role === 'reporter';
  if (!mayStillSave(record)) return null;
  const begun = Object.keys(record.answers).length > 0;
  const label = begun ? 'inspections.form.resume' : reporter ? 'inspections.form.start' : 'inspections.form.behalf';
  return (
    <Button
      variant={reporter || begun ? 'contained' : 'outlined'}
      size={size}
      component={Link}
      to={`/inspections/${record.id}`}
      data-action="fill"
    >
      {t(label)}
    </Button>
  );
};

/** The acts that this inspection allows this person now, the next one last and big. */
export const InspectionActs = ({ record }: { record: Inspection }) => {
  const t = useT();
  const count = record.badCount;
  const shared = { resource: 'inspections' as const, record };
  return (
    <>
      {mayStillSave(record) && (
        <RemindButton campaignId={record.campaignId} orgCode={record.orgCode} unionId={record.unionId} />
      )}
      <ActionButton {...shared} action="exempt" consequence={t('inspections.show.exemptBody')} />
      <ActionButton {...shared} action="withdraw" />
      <ActionButton {...shared} action="return" consequence={t('inspections.show.returnBody', { count })} />
      <ActionButton {...shared} action="approve" primary />
      <FillButton record={record} />
    </>
  );
};
