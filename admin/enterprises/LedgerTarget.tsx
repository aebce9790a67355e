import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { Link } from 'react-router';
import type { Gap, LedgerTarget as Target } from '../../shared/rules/establishment.ts';
import { useT } from '../i18n/index.ts';
import { useMay } from '../providers/session.ts';
import { useFormat } from '../ui/format.ts';

type Props = { target: Target | null; orgCode: string };

/** How many more by when, and how many a month; on the ledger's cohort only as an estimate that says so. */
export const LedgerTarget = ({ target, orgCode }: Props) => {
  const t = useT();
  const may = useMay();
  const { day, rate, number } = useFormat();
  const toSettings = may('edit', 'settings') && (
    <Button size="small" component={Link} to={`/settings?at=${orgCode}`} className="no-print">
      {t('ledger.target.set')}
    </Button>
  );
  return (
    <Box component="section" aria-label={t('ledger.target.title')}>
      <Typography variant="h2">{t('ledger.target.title')}</Typography>
      {!target && (
        <Typography color="text.secondary" sx={{ mt: 0.5 }}>
          {t('ledger.target.none')} {toSettings}
        </Typography>
      )}
      {target && (
        <>
          <Typography sx={{ mt: 0.5 }}>
            {t('ledger.target.aim', { day: day(target.by), rate: rate(target.rate) })}
          </Typography>
          <Typography variant="caption" component="p" sx={{ mb: 1 }}>
            {target.passed
              ? t('ledger.target.passed', { count: -target.daysLeft })
              : `${t('ledger.target.left')} ${t('ledger.target.days', { count: target.daysLeft })}（${t('ledger.target.from', { day: day(target.referenceDay) })}）`}
          </Typography>
          <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', columnGap: 3, rowGap: 1 }}>
            <GapBlock
              gap={target.own}
              title={
                target.own.base === null
                  ? t('ledger.target.noBase')
                  : t('ledger.target.own', { base: number(target.own.base) })
              }
              hint={target.own.base === null ? t('ledger.target.noBaseBody') : undefined}
            >
              {target.own.base === null && toSettings}
            </GapBlock>
            {target.estimate.base !== null && (
              <GapBlock
                gap={target.estimate}
                title={t('ledger.target.estimate', { base: number(target.estimate.base) })}
                hint={t('ledger.target.estimateHint')}
                estimate
              />
            )}
          </Box>
        </>
      )}
    </Box>
  );
};

type BlockProps = {
  gap: Gap;
  title: string;
  hint?: string | undefined;
  estimate?: boolean;
  children?: React.ReactNode;
};

/** One decimal: a pace of 26.2 a month. */
const pace = (perMonth: number | null) => (perMonth === null ? null : Number(perMonth.toFixed(1)));

const GapBlock = ({ gap, title, hint, estimate = false, children }: BlockProps) => {
  const t = useT();
  const { number } = useFormat();
  return (
    <Box
      role="group"
      aria-label={title}
      sx={{
        minWidth: 0,
        pl: 1.5,
        borderLeft: 2,
        borderColor: 'divider',
        ...(estimate && { borderLeftStyle: 'dashed' }),
      }}
    >
      <Typography variant="body2" color="text.secondary">
        {title}
      </Typography>
      <Box
        component="dl"
        sx={{ m: 0, display: 'grid', gridTemplateColumns: 'max-content 1fr', columnGap: 1.5, alignItems: 'baseline' }}
      >
        <Line
          name={t('ledger.target.needed')}
          value={gap.needed === 0 ? t('ledger.target.reached') : number(gap.needed)}
          big
        />
        <Line name={t('ledger.target.perMonth')} value={number(pace(gap.perMonth))} />
      </Box>
      {hint && (
        <Typography variant="caption" component="p">
          {hint}
        </Typography>
      )}
      {children}
    </Box>
  );
};

const Line = ({ name, value, big = false }: { name: string; value: string; big?: boolean }) => (
  <>
    <Box component="dt" sx={{ fontSize: '0.8125rem', color: 'text.secondary' }}>
      {name}
    </Box>
    <Box component="dd" sx={{ m: 0, fontWeight: 600, ...(big && { fontSize: '1.375rem' }) }}>
      {value}
    </Box>
  </>
);
