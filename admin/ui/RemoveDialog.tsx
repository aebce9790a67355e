import Typography from '@mui/material/Typography';
import { useDelete, useNotify, type RaRecord } from 'ra-core';
import type { Resource } from '../../shared/permissions.ts';
import { sentenceOf, statusOf } from '../providers/httpClient.ts';
import { ConfirmDialog } from './ConfirmDialog.tsx';

type Props = {
  resource: Resource;
  record: RaRecord<string>;
  title: string;
  body: string;
  confirmLabel: string;
  /** Said when it is gone. */
  done: string;
  onClose: () => void;
};

/** Asks once and removes for good; what is gone already is what was asked for. */
export const RemoveDialog = ({ resource, record, title, body, confirmLabel, done, onClose }: Props) => {
  const notify = useNotify();
  const [remove] = useDelete();
  const confirm = async () => {
    try {
      await remove(
        resource,
        { id: record.id, previousData: record },
        { returnPromise: true, mutationMode: 'pessimistic' },
      );
      notify(done, { type: 'success' });
    } catch (failure) {
      if (statusOf(failure) !== 404) notify(sentenceOf(failure), { type: 'error' });
    }
    onClose();
  };
  return (
    <ConfirmDialog
      open
      title={title}
      body={<Typography color="text.secondary">{body}</Typography>}
      confirmLabel={confirmLabel}
      onConfirm={confirm}
      onClose={onClose}
    />
  );
};
