import NotificationsActiveOutlined from '@mui/icons-material/NotificationsActiveOutlined';
import Button from '@mui/material/Button';
import { useGetList, useNotify, useRefresh } from 'ra-core';
import { useState } from 'react';
import type { Reminded } from '../../shared/campaigns.ts';
import type { Inspection } from '../../shared/inspections.ts';
import { useT } from '../i18n/index.ts';
import { useData } from '../providers/dataProvider.ts';
import { sentenceOf } from '../providers/httpClient.ts';
import { useMay } from '../providers/session.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { useFormat } from '../ui/format.ts';

type Props = {
  campaignId: string;
  /** Only what lies below this organisation. */
  orgCode?: string;
  /** One union alone. */
  unionId?: string;
  /** A small button without the count, for rows. */
  compact?: boolean;
};

/** What became of a reminder, in one sentence: how many were reached, who has no account, who was asked today already. */
export function useRemindedWords(): (result: Reminded) => string {
  const t = useT();
  const { number, clauses } = useFormat();
  return ({ reached, withoutAccount, already }) =>
    clauses(
      [
        reached > 0 || withoutAccount > 0 ? t('inbox.remind.done', { reached: number(reached) }) : '',
        withoutAccount > 0 ? t('inbox.remind.without', { count: number(withoutAccount) }) : '',
        already > 0 ? t('inbox.remind.already', { count: number(already) }) : '',
      ].filter(Boolean),
    );
}

/** How many unions a filter leaves. */
const useCount = (filter: object, enabled: boolean): number | undefined =>
  useGetList<Inspection>('inspections', { filter, pagination: { page: 1, perPage: 1 } }, { enabled }).total;

/** 催办 by one press: asks once with the count, and tells what became of it. */
export const RemindButton = ({ campaignId, orgCode, unionId, compact = false }: Props) => {
  const t = useT();
  const may = useMay();
  const { number } = useFormat();
  const { post } = useData();
  const notify = useNotify();
  const refresh = useRefresh();
  const words = useRemindedWords();
  const [asking, setAsking] = useState(false);
  const wanted = may('remind', 'campaigns');
  const unanswered = {
    campaignId,
    status: ['pending', 'returned'],
    campaignOpen: true,
    ...(orgCode ? { orgCode } : {}),
    ...(unionId ? { unionId } : {}),
  };
  // Of the rows of a table only the one that is asked about is counted.
  const total = useCount({ ...unanswered, remindedToday: false }, wanted && (asking || !compact));
  const already = useCount({ ...unanswered, remindedToday: true }, wanted && total === 0);
  if (!wanted) return null;
  const count = number(total ?? 0);
  const asked = unionId ? t('inbox.remind.one') : t('inbox.remind.ask', { count });
  const nobody = already ? t('inbox.remind.already', { count: number(already) }) : t('inbox.remind.none');
  if (!compact && !total)
    return already ? (
      <Button variant="outlined" disabled startIcon={<NotificationsActiveOutlined />}>
        {nobody}
      </Button>
    ) : null;
  const remind = async () => {
    try {
      const result = await post<Reminded>(`campaigns/${campaignId}/remind`, {
        ...(orgCode ? { orgCode } : {}),
        ...(unionId ? { unionIds: [unionId] } : {}),
      });
      notify(words(result), { type: result.reached + result.withoutAccount > 0 ? 'success' : 'info' });
      refresh();
    } catch (failure) {
      notify(sentenceOf(failure), { type: 'error' });
    } finally {
      setAsking(false);
    }
  };
  const label = unionId ? t('inbox.remind.one') : compact ? t('inbox.remind.bare') : t('inbox.remind.label', { count });
  return (
    <>
      <Button
        variant={compact ? 'text' : 'outlined'}
        size={compact ? 'small' : 'medium'}
        {...(compact ? {} : { startIcon: <NotificationsActiveOutlined /> })}
        onClick={() => setAsking(true)}
        data-action="remind"
        sx={compact ? { minWidth: 0, minHeight: { xs: 44, md: 26 }, py: 0 } : {}}
      >
        {label}
      </Button>
      {asking && (
        <ConfirmDialog
          open
          title={total === 0 ? nobody : asked}
          body={total === 0 ? '' : t('inbox.remind.body')}
          confirmLabel={t('inbox.remind.confirm')}
          disabled={!total}
          onConfirm={remind}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
};
