import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { Reinspection, ReinspectionItem } from '../../shared/reinspections.ts';
import { useT, useWord } from '../i18n/index.ts';
import { BusyButton } from '../ui/BusyButton.tsx';
import { useFormat } from '../ui/format.ts';
import { usePhone } from '../ui/usePhone.ts';
import { DrawnItem } from './DrawnItem.tsx';
import { isOwnStratum } from './drawState.ts';
import type { useReinspection } from './useReinspection.ts';

type Acts = Pick<ReturnType<typeof useReinspection>, 'record' | 'takeBack' | 'hold'>;
type Props = { record: Reinspection; items: readonly ReinspectionItem[]; acts: Acts };

/** The sample by region. On a desk several that hold are ticked and recorded at once. */
export const Sample = ({ record, items, acts }: Props) => {
  const t = useT();
  const phone = usePhone();
  const [params] = useSearchParams();
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const outcome = params.get('outcome');
  const shown = items.filter((item) => outcome === null || item.outcome === outcome);
  const selected = ticked.filter((id) => items.some((item) => item.rectificationId === id && mayHold(item)));
  const tick = (id: string) =>
    setTicked((before) => (before.includes(id) ? before.filter((other) => other !== id) : [...before, id]));
  return (
    <Box component="section">
      {outcome !== null && <Narrowed outcome={outcome} count={shown.length} />}
      {record.strata.map((stratum) => {
        const own = items.filter((item) => item.stratum === stratum.code);
        const visible = shown.filter((item) => item.stratum === stratum.code);
        if (visible.length === 0) return null;
        const name = isOwnStratum(stratum, record.strata, undefined)
          ? t('reinspections.own', { name: stratum.name })
          : stratum.name;
        return (
          <Box component="section" key={stratum.code} aria-label={name} sx={{ mt: 2.5 }}>
            <Heading name={name} items={own} />
            <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
              {visible.map((item) => (
                <DrawnItem
                  key={item.rectificationId}
                  item={item}
                  onRecord={acts.record}
                  onTakeBack={acts.takeBack}
                  mayRecord={record.mayActions.includes('record')}
                  {...(!phone && mayHold(item) && { ticked: selected.includes(item.rectificationId), onTick: tick })}
                />
              ))}
            </Box>
          </Box>
        );
      })}
      {selected.length > 0 && (
        <HoldBar
          count={selected.length}
          onHold={async () => {
            await acts.hold(selected);
            setTicked([]);
          }}
        />
      )}
    </Box>
  );
};

const mayHold = ({ mayActions }: ReinspectionItem) => mayActions.includes('record');

const Heading = ({ name, items }: { name: string; items: readonly ReinspectionItem[] }) => {
  const t = useT();
  const { number } = useFormat();
  const done = items.filter(({ outcome }) => outcome !== 'pending').length;
  return (
    <Box sx={{ display: 'flex', alignItems: 'baseline', columnGap: 1.5, mb: 0.5 }}>
      <Typography variant="h2">{name}</Typography>
      <Typography variant="caption">
        {t('reinspections.done', { done: number(done), total: number(items.length) })}
      </Typography>
    </Box>
  );
};

/** Which items the address asks for, and the way back to all. */
const Narrowed = ({ outcome, count }: { outcome: string; count: number }) => {
  const t = useT();
  const word = useWord();
  const name = word('reinspectionOutcome', outcome);
  return (
    <Alert
      severity="info"
      variant="outlined"
      sx={{ mt: 2, alignItems: 'center' }}
      action={
        <Button component={Link} to="?" size="small">
          {t('reinspections.showAll')}
        </Button>
      }
    >
      {count === 0
        ? t('reinspections.noneShown', { outcome: name })
        : t('reinspections.onlyShown', { outcome: name, count })}
    </Alert>
  );
};

const HoldBar = ({ count, onHold }: { count: number; onHold: () => Promise<void> }) => {
  const t = useT();
  const [busy, setBusy] = useState(false);
  return (
    <>
      <Box sx={{ height: 72 }} />
      <Paper
        elevation={1}
        role="region"
        aria-label={t('ui.list.selected', { count })}
        sx={{
          position: 'fixed',
          zIndex: 'appBar',
          left: '50%',
          transform: 'translateX(-50%)',
          bottom: 24,
          display: 'flex',
          alignItems: 'center',
          gap: 2,
          px: 2,
          py: 1,
        }}
      >
        <span>{t('ui.list.selected', { count })}</span>
        <BusyButton
          variant="contained"
          loading={busy}
          onClick={() => {
            setBusy(true);
            void onHold().finally(() => setBusy(false));
          }}
        >
          {t('reinspections.holdMany', { count })}
        </BusyButton>
      </Paper>
    </>
  );
};
