import CloseOutlined from '@mui/icons-material/CloseOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import { useGetMany, useListContext } from 'ra-core';
import { useState } from 'react';
import type { Resource } from '../../../shared/permissions.ts';
import { useT } from '../../i18n/index.ts';
import { size } from '../../theme.ts';
import { ActDialog, type ActBody } from '../ActDialog.tsx';
import { useFormat } from '../format.ts';
import { stepFor } from '../useAct.tsx';
import { useActWord } from '../useActWord.ts';
import { usePhone } from '../usePhone.ts';
import { BulkFailures } from './BulkFailures.tsx';
import type { BulkAct, Row } from './types.ts';
import { useBulkAct, type BulkOutcome } from './useBulkAct.tsx';

/** As many as the interface takes at once. */
const most = 500;

/** At the bottom while rows are selected: the acts that all of them allow. */
export const BulkBar = <R extends Row>({ acts }: { acts: readonly BulkAct[] }) => {
  const t = useT();
  const word = useActWord();
  const phone = usePhone();
  const { number } = useFormat();
  const { resource, selectedIds, onUnselectItems } = useListContext<R>();
  const rows = useSelectedRows<R>();
  const [asking, setAsking] = useState<BulkAct | null>(null);
  const [outcome, setOutcome] = useState<BulkOutcome | null>(null);
  const [busy, setBusy] = useState(false);
  const bulk = useBulkAct(resource as Resource);
  const count = selectedIds.length;
  const common = acts.filter(
    ({ action, allowed }) =>
      rows.length === count && (allowed ? allowed(rows) : rows.every(({ mayActions }) => mayActions?.includes(action))),
  );
  const labelOf = (act: BulkAct) =>
    act.label?.(count) ?? t('ui.act.withCount', { act: word(resource, act.action), count: number(count) });
  const reasonOf = (act: BulkAct) =>
    act.reason ?? (stepFor(resource as Resource, act.action)?.reason ? 'required' : undefined);
  const run = async (act: BulkAct, body: ActBody) => {
    setBusy(true);
    try {
      if (act.perform) {
        await act.perform(rows, body);
        setAsking(null);
        onUnselectItems();
        return;
      }
      const result = await bulk(act.action, rows, body);
      setAsking(null);
      if (result && result.failures.length > 0) setOutcome(result);
    } finally {
      setBusy(false);
    }
  };
  const failures = outcome && <BulkFailures outcome={outcome} onClose={() => setOutcome(null)} />;
  if (count === 0) return failures;
  const info =
    count > most
      ? t('ui.list.tooMany', { count: most })
      : rows.length === count && common.length === 0
        ? t('ui.list.noCommon')
        : '';
  return (
    <>
      {/* Room, so that the bar hides no row. */}
      <Box sx={{ height: 72 }} />
      <Box
        role="region"
        aria-label={t('ui.list.selected', { count: number(count) })}
        sx={{
          position: 'fixed',
          zIndex: 'appBar',
          left: '50%',
          transform: 'translateX(-50%)',
          bottom: phone ? `calc(${size.bottomBar}px + env(safe-area-inset-bottom))` : 24,
          width: phone ? 1 : 'auto',
          maxWidth: '100%',
          display: 'flex',
          alignItems: 'center',
          flexWrap: 'wrap',
          gap: 1,
          px: 2,
          py: 1,
          bgcolor: 'background.paper',
          border: 1,
          borderColor: 'divider',
          borderRadius: phone ? 0 : 2,
          boxShadow: 8,
        }}
      >
        <Box component="span" sx={{ fontWeight: 600, mr: 1, whiteSpace: 'nowrap' }} aria-live="polite">
          {t('ui.list.selected', { count: number(count) })}
        </Box>
        {info && (
          <Alert severity="info" icon={false} sx={{ py: 0, bgcolor: 'transparent', color: 'text.secondary' }}>
            {info}
          </Alert>
        )}
        {count <= most &&
          common.map((act, index) => (
            <Button
              key={act.action}
              variant={index === 0 ? 'contained' : 'outlined'}
              disabled={busy}
              onClick={() =>
                reasonOf(act) || act.form || act.consequence ? setAsking(act) : void run(act, act.initial ?? {})
              }
              data-action={act.action}
            >
              {labelOf(act)}
            </Button>
          ))}
        <IconButton
          size="small"
          onClick={() => onUnselectItems()}
          aria-label={t('ui.list.unselect')}
          title={t('ui.list.unselect')}
          sx={{ ml: 'auto' }}
        >
          <CloseOutlined fontSize="small" />
        </IconButton>
      </Box>
      {asking && (
        <ActDialog
          title={asking.form || reasonOf(asking) ? labelOf(asking) : t('ui.act.askOnce', { act: labelOf(asking) })}
          consequence={asking.consequence?.(count)}
          confirmLabel={labelOf(asking)}
          reason={reasonOf(asking)}
          form={asking.form}
          initial={asking.initial}
          ready={asking.ready}
          onConfirm={(body) => run(asking, body)}
          onClose={() => setAsking(null)}
        />
      )}
      {failures}
    </>
  );
};

/** The selected rows, those of other pages too. */
function useSelectedRows<R extends Row>(): R[] {
  const { resource, data = [], selectedIds } = useListContext<R>();
  const here = new Map(data.map((row) => [row.id, row]));
  const elsewhere = selectedIds.filter((id) => !here.has(id));
  const { data: others = [] } = useGetMany<R>(resource, { ids: elsewhere }, { enabled: elsewhere.length > 0 });
  return [...selectedIds.flatMap((id) => here.get(id) ?? []), ...others.filter(Boolean)];
}
