import MoreVertOutlined from '@mui/icons-material/MoreVertOutlined';
import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useDataProvider, useNotify, useRefresh } from 'ra-core';
import { useState } from 'react';
import type { Visit } from '../../shared/visits.ts';
import { useT } from '../i18n/index.ts';
import { sentenceOf } from '../providers/httpClient.ts';
import { useMay } from '../providers/session.ts';
import { ActDialog, type ActBody } from '../ui/ActDialog.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { VisitForm, visitReady } from './VisitForm.tsx';

/** Mends what was noted of a visit, or takes it out of the file. */
export const EditVisit = ({ visit }: { visit: Visit }) => {
  const t = useT();
  const may = useMay();
  const dataProvider = useDataProvider();
  const notify = useNotify();
  const refresh = useRefresh();
  const [asking, setAsking] = useState<'edit' | 'delete' | null>(null);
  const [menu, setMenu] = useState<HTMLElement | null>(null);
  if (!may('edit', 'visits')) return null;
  const choose = (act: 'edit' | 'delete') => {
    setMenu(null);
    setAsking(act);
  };
  const save = async (body: ActBody) => {
    await dataProvider.update<Visit>('visits', { id: visit.id, data: { ...visit, ...body }, previousData: visit });
    setAsking(null);
    refresh();
  };
  const remove = async () => {
    try {
      await dataProvider.delete<Visit>('visits', { id: visit.id, previousData: visit });
      notify(t('ledger.visit.deleted'), { type: 'success' });
    } catch (failure) {
      notify(sentenceOf(failure), { type: 'error' });
    }
    setAsking(null);
    refresh();
  };
  return (
    <>
      <IconButton
        size="small"
        onClick={({ currentTarget }) => setMenu(currentTarget)}
        aria-label={t('ledger.visit.more')}
        aria-haspopup="menu"
      >
        <MoreVertOutlined sx={{ fontSize: '1.125rem' }} />
      </IconButton>
      <Menu anchorEl={menu} open={menu !== null} onClose={() => setMenu(null)}>
        <MenuItem onClick={() => choose('edit')}>{t('ledger.visit.edit')}</MenuItem>
        <MenuItem onClick={() => choose('delete')}>{t('ledger.act.delete')}</MenuItem>
      </Menu>
      {asking === 'edit' && (
        <ActDialog
          title={t('ledger.visit.edit')}
          consequence={visit.enterpriseName ?? undefined}
          confirmLabel={t('ledger.visit.save')}
          form={(form) => <VisitForm form={form} visitId={visit.id} />}
          initial={{
            visitedOn: visit.visitedOn,
            visitorName: visit.visitorName,
            outcome: visit.outcome,
            note: visit.note ?? '',
            attachmentIds: visit.attachmentIds,
          }}
          ready={visitReady()}
          onConfirm={save}
          onClose={() => setAsking(null)}
        />
      )}
      <ConfirmDialog
        open={asking === 'delete'}
        title={t('ledger.act.deleteAsk', { name: t('ledger.visit.log') })}
        body={null}
        confirmLabel={t('ledger.act.delete')}
        onConfirm={remove}
        onClose={() => setAsking(null)}
      />
    </>
  );
};
