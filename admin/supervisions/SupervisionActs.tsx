import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import { useDelete, useNotify, useUpdate } from 'ra-core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { addDays } from '../../shared/rules/days.ts';
import type { Supervision } from '../../shared/supervisions.ts';
import { useT } from '../i18n/index.ts';
import { sentenceOf } from '../providers/httpClient.ts';
import { ActDialog, type ActForm } from '../ui/ActDialog.tsx';
import { ActionButton } from '../ui/ActionButton.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { DayPicker } from '../ui/DayInput.tsx';
import { useFormat } from '../ui/format.ts';

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');
const long = (value: unknown) => textOf(value).trim().length >= 2;

/** What may be done with the order now; the next act is the one big button. */
export const SupervisionActs = ({ order }: { order: Supervision }) => {
  const t = useT();
  const common = { resource: 'supervisions', record: order } as const;
  return (
    <>
      {order.mayActions.includes('issue') && (
        <>
          <DeleteDraft order={order} />
          <EditDemand order={order} />
        </>
      )}
      <ActionButton
        {...common}
        action="cancel"
        label={t('inbox.order.cancel')}
        consequence={t('inbox.order.cancelBody')}
      />
      <ActionButton
        {...common}
        action="return"
        label={t('inbox.order.return')}
        form={(form) => <ReplyBy form={form} />}
      />
      <ActionButton
        {...common}
        action="issue"
        label={t('inbox.order.issueTo', { name: order.addresseeName })}
        confirmLabel={t('inbox.order.issue')}
        consequence={t('inbox.order.issueBody')}
        form={(form) => <ReplyBy form={form} />}
        primary
      />
      <ActionButton
        {...common}
        action="reply"
        label={t('inbox.order.reply')}
        initial={{ reply: order.reply ?? '' }}
        ready={({ reply }) => long(reply)}
        form={(form) => <Text form={form} field="reply" label={t('inbox.order.replyText')} rows={5} />}
        primary
      />
      <ActionButton {...common} action="close" label={t('inbox.order.close')} primary />
    </>
  );
};

const ReplyBy = ({ form: { value, set, errors } }: { form: ActForm }) => {
  const t = useT();
  const { today } = useFormat();
  return (
    <DayPicker
      label={t('inbox.order.replyBy')}
      fullWidth
      min={addDays(today, 1)}
      value={textOf(value['replyBy']) || null}
      onChange={(day) => set('replyBy', day ?? undefined)}
      error={Boolean(errors['replyBy'])}
      helperText={errors['replyBy'] ?? t('inbox.order.replyByHint')}
    />
  );
};

type TextProps = { form: ActForm; field: string; label: string; rows: number };

const Text = ({ form: { value, set, errors }, field, label, rows }: TextProps) => (
  <TextField
    label={label}
    required
    autoFocus
    multiline
    minRows={rows}
    maxRows={14}
    fullWidth
    value={textOf(value[field])}
    onChange={({ target }) => set(field, target.value)}
    error={Boolean(errors[field])}
    helperText={errors[field]}
    slotProps={{ inputLabel: { shrink: true }, htmlInput: { maxLength: 1000 } }}
  />
);

const EditDemand = ({ order }: { order: Supervision }) => {
  const t = useT();
  const [editing, setEditing] = useState(false);
  const [update] = useUpdate<Supervision>();
  return (
    <>
      <Button variant="outlined" onClick={() => setEditing(true)}>
        {t('inbox.order.edit')}
      </Button>
      {editing && (
        <ActDialog
          title={t('inbox.order.edit')}
          confirmLabel={t('inbox.order.save')}
          initial={{ demand: order.demand }}
          ready={({ demand }) => long(demand)}
          form={(form) => <Text form={form} field="demand" label={t('inbox.order.demand')} rows={5} />}
          onConfirm={async (value) => {
            const demand = textOf(value['demand']);
            await update(
              'supervisions',
              { id: order.id, data: { demand, version: order.version }, previousData: order },
              { returnPromise: true, mutationMode: 'pessimistic' },
            );
            setEditing(false);
          }}
          onClose={() => setEditing(false)}
        />
      )}
    </>
  );
};

const DeleteDraft = ({ order }: { order: Supervision }) => {
  const t = useT();
  const notify = useNotify();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const [remove] = useDelete<Supervision>();
  const confirm = async () => {
    try {
      await remove(
        'supervisions',
        { id: order.id, previousData: order },
        { returnPromise: true, mutationMode: 'pessimistic' },
      );
      notify(t('inbox.order.removed'), { type: 'success' });
      void navigate('/supervisions', { replace: true });
    } catch (failure) {
      notify(sentenceOf(failure), { type: 'error' });
      setAsking(false);
    }
  };
  return (
    <>
      <Button color="inherit" onClick={() => setAsking(true)}>
        {t('inbox.order.remove')}
      </Button>
      <ConfirmDialog
        open={asking}
        title={t('inbox.order.removeAsk')}
        body={t('inbox.order.removeBody')}
        confirmLabel={t('inbox.order.remove')}
        onConfirm={confirm}
        onClose={() => setAsking(false)}
      />
    </>
  );
};
