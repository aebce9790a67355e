import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useNotify } from 'ra-core';
import { useState } from 'react';
import { Link as RouterLink } from 'react-router';
import type { ReinspectionItem } from '../../shared/reinspections.ts';
import { useT, useWord } from '../i18n/index.ts';
import { BusyButton } from '../ui/BusyButton.tsx';
import { EvidenceGallery } from '../ui/EvidenceGallery.tsx';
import { useFormat } from '../ui/format.ts';
import { StatusChip } from '../ui/StatusChip.tsx';
import { tapLink } from '../ui/tapLink.ts';
import { UndoToast } from '../ui/UndoToast.tsx';
import { RelapseForm } from './RelapseForm.tsx';
import type { OutcomeBody } from './useReinspection.ts';

type Props = {
  item: ReinspectionItem;
  /** Whether the draw is open to this person at all. */
  mayRecord: boolean;
  onRecord: (item: ReinspectionItem, body: OutcomeBody) => Promise<boolean>;
  onTakeBack: (item: ReinspectionItem) => Promise<void>;
  ticked?: boolean;
  onTick?: (id: string) => void;
};

/** One drawn item: what it was, and the two choices; a relapse unfolds what it needs in place. */
export const DrawnItem = ({ item, mayRecord, onRecord, onTakeBack, ticked = false, onTick }: Props) => {
  const t = useT();
  const word = useWord();
  const notify = useNotify();
  const [unfolded, setUnfolded] = useState(false);
  const [busy, setBusy] = useState(false);
  const record = async (body: OutcomeBody) => {
    setBusy(true);
    try {
      if (!(await onRecord(item, body))) return;
      setUnfolded(false);
      const message = t('reinspections.recorded', { outcome: word('reinspectionOutcome', body.outcome) });
      notify(<UndoToast message={message} onUndo={() => onTakeBack(item)} />, { autoHideDuration: 8000 });
    } finally {
      setBusy(false);
    }
  };
  const pending = item.outcome === 'pending';
  const may = item.mayActions.includes('record');
  return (
    <Box
      component="li"
      data-outcome={item.outcome}
      sx={{ display: 'flex', gap: 1, alignItems: 'flex-start', py: 1.5, borderBottom: 1, borderColor: 'divider' }}
    >
      {onTick && (
        <Checkbox
          size="small"
          checked={ticked}
          onChange={() => onTick(item.rectificationId)}
          slotProps={{ input: { 'aria-label': t('reinspections.select', { name: item.unionName }) } }}
          sx={{ mt: -0.5, ml: -1 }}
        />
      )}
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2, rowGap: 1, alignItems: 'center' }}>
          <Box sx={{ flex: '1 1 240px', minWidth: 0 }}>
            <What item={item} />
          </Box>
          {pending && may && !unfolded && (
            <Choices busy={busy} onHold={() => void record({ outcome: 'held' })} onRelapse={() => setUnfolded(true)} />
          )}
          {!pending && <Found item={item} onTakeBack={onTakeBack} />}
        </Box>
        {!pending && <Note item={item} />}
        {pending && mayRecord && item.status !== 'closed' && (
          <NoLonger busy={busy} onSkip={() => void record({ outcome: 'skipped' })} />
        )}
        {unfolded && pending && (
          <RelapseForm
            id={item.rectificationId}
            name={item.unionName}
            onConfirm={(body) => record({ outcome: 'relapsed', ...body })}
            onCancel={() => setUnfolded(false)}
          />
        )}
      </Box>
    </Box>
  );
};

const What = ({ item }: { item: ReinspectionItem }) => {
  const t = useT();
  if (item.status === 'moved') return <Typography color="text.secondary">{t('reinspections.moved')}</Typography>;
  return (
    <>
      <Link
        component={RouterLink}
        to={`/rectifications/${item.rectificationId}/show`}
        sx={{ ...tapLink, fontWeight: 600 }}
      >
        {item.unionName}
      </Link>
      <div>
        <Box component="span" sx={{ color: 'text.secondary', mr: 1 }}>
          {item.itemKey}
        </Box>
        {item.itemText}
      </div>
      {item.measures && item.outcome === 'pending' && (
        <Typography variant="caption" component="p">
          {t('reinspections.measures', { text: item.measures })}
        </Typography>
      )}
    </>
  );
};

type ChoicesProps = { busy: boolean; onHold: () => void; onRelapse: () => void };

const Choices = ({ busy, onHold, onRelapse }: ChoicesProps) => {
  const t = useT();
  const size = { flex: 1, minWidth: 88, minHeight: { xs: 44, md: 36 } };
  return (
    <Box sx={{ display: 'flex', gap: 1, width: { xs: 1, sm: 'auto' } }}>
      <BusyButton variant="outlined" loading={busy} onClick={onHold} sx={size}>
        {t('reinspections.hold')}
      </BusyButton>
      <Button
        variant="outlined"
        disabled={busy}
        onClick={onRelapse}
        sx={{ ...size, color: 'tone.returned.ink', borderColor: 'tone.returned.ink' }}
      >
        {t('reinspections.relapse')}
      </Button>
    </Box>
  );
};

const Found = ({ item, onTakeBack }: Pick<Props, 'item' | 'onTakeBack'>) => {
  const t = useT();
  const { day } = useFormat();
  const by = item.inspectedOn
    ? t('reinspections.by', { day: day(item.inspectedOn), name: item.inspectedBy ?? '' })
    : '';
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', columnGap: 1.5, minHeight: { xs: 44, md: 36 } }}>
      <StatusChip kind="reinspectionOutcome" status={item.outcome} />
      <Typography variant="caption">{by}</Typography>
      {item.mayActions.includes('withdraw') && (
        <Button
          size="small"
          color="inherit"
          onClick={() => void onTakeBack(item)}
          sx={{ minHeight: { xs: 44, md: 30 } }}
        >
          {t('reinspections.takeBack')}
        </Button>
      )}
    </Box>
  );
};

const Note = ({ item: { note, attachmentIds } }: { item: ReinspectionItem }) => (
  <>
    {note && (
      <Box component="blockquote" sx={{ m: 0, mt: 0.5, pl: 1.25, borderLeft: 2, borderColor: 'divider' }}>
        {note}
      </Box>
    )}
    {attachmentIds.length > 0 && (
      <Box sx={{ mt: 1 }}>
        <EvidenceGallery ids={attachmentIds} />
      </Box>
    )}
  </>
);

const NoLonger = ({ busy, onSkip }: { busy: boolean; onSkip: () => void }) => {
  const t = useT();
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 2, mt: 0.5 }}>
      <Typography color="text.secondary" sx={{ flex: '1 1 200px' }}>
        {t('reinspections.noLonger')}
      </Typography>
      <BusyButton variant="outlined" loading={busy} onClick={onSkip} sx={{ minHeight: { xs: 44, md: 36 } }}>
        {t('reinspections.skip')}
      </BusyButton>
    </Box>
  );
};
