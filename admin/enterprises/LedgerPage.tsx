import AddOutlined from '@mui/icons-material/AddOutlined';
import ListAltOutlined from '@mui/icons-material/ListAltOutlined';
import MailOutlined from '@mui/icons-material/MailOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MuiLink from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { Link } from 'react-router';
import type { LedgerName, LedgerReport } from '../../shared/enterprises.ts';
import { useT, useWord } from '../i18n/index.ts';
import { useMay } from '../providers/session.ts';
import { OverviewPath } from '../sites/OverviewPath.tsx';
import { useFormat } from '../ui/format.ts';
import { listUrl } from '../ui/listUrl.ts';
import { PageHeader } from '../ui/PageHeader.tsx';
import { Stat } from '../ui/Stat.tsx';
import { EmptyState, ErrorState, PageSkeleton } from '../ui/states.tsx';
import { tapLink } from '../ui/tapLink.ts';
import { LedgerTable } from './LedgerTable.tsx';
import { LedgerTarget } from './LedgerTarget.tsx';
import { StageBar } from './StageBar.tsx';
import { exactRate, useLedger } from './useLedger.ts';

/** How the establishment of unions stands: two rates that are never one, the stages, the gap, the regions. */
export const LedgerPage = () => {
  const t = useT();
  const { query, addressOf } = useLedger();
  const { data, error, refetch } = query;
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  const { total } = data;
  return (
    <Box sx={{ opacity: query.isPlaceholderData ? 0.6 : 1 }}>
      <Head data={data} addressOf={addressOf} />
      {total.enterprises + (total.notEligible ?? 0) === 0 ? (
        <EmptyState title={t('ledger.page.empty')} body={t('ledger.page.emptyBody')} action={<AddEnterprise />} />
      ) : (
        <Body data={data} addressOf={addressOf} />
      )}
    </Box>
  );
};

type Props = { data: LedgerReport; addressOf: (change: Record<string, string | null>) => string };

const Head = ({ data, addressOf }: Props) => {
  const t = useT();
  const { day } = useFormat();
  const { eligibility } = data;
  return (
    <PageHeader
      title={`${data.name} · ${t('ledger.title')}`}
      sub={
        <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1.5 }}>
          {data.path.length > 1 && <OverviewPath path={data.path} addressOf={addressOf} />}
          <span>{t('ledger.page.asOf', { day: day(data.referenceDay) })}</span>
          <span>
            {eligibility.minYearsOpen > 0
              ? t('ledger.page.eligibilityYears', { count: eligibility.minEmployees, years: eligibility.minYearsOpen })
              : t('ledger.page.eligibility', { count: eligibility.minEmployees })}
          </span>
        </Box>
      }
      actions={
        <>
          <Button startIcon={<MailOutlined />} component={Link} to="/letters" className="no-print">
            {t('ledger.letters')}
          </Button>
          <Button
            variant="outlined"
            startIcon={<ListAltOutlined />}
            component={Link}
            to="/enterprises"
            className="no-print"
          >
            {t('ledger.list')}
          </Button>
          <AddEnterprise />
        </>
      }
    />
  );
};

export const AddEnterprise = () => {
  const t = useT();
  const may = useMay();
  if (!may('create', 'enterprises')) return null;
  return (
    <Button
      variant="contained"
      startIcon={<AddOutlined />}
      component={Link}
      to="/enterprises/create"
      className="no-print"
    >
      {t('ledger.add')}
    </Button>
  );
};

const Body = ({ data, addressOf }: Props) => {
  const t = useT();
  const word = useWord();
  const { number } = useFormat();
  const { total } = data;
  const to = (name: LedgerName) => {
    const door = total.doors[name];
    return door ? { to: listUrl(door.resource, door.filter) } : {};
  };
  return (
    <Box sx={{ display: 'grid', gap: 4, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Box
        sx={{
          display: 'grid',
          gap: { xs: 3, lg: 6 },
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 1fr) minmax(0, 1fr)' },
          borderTop: 1,
          borderColor: 'divider',
          pt: 2,
        }}
      >
        <Rates data={data} />
        <LedgerTarget target={data.target} orgCode={data.orgCode} />
      </Box>
      <StageBar line={total} />
      <Box>
        <Box
          sx={{
            display: 'grid',
            gridTemplateColumns: { xs: 'repeat(2, minmax(0, 1fr))', sm: 'repeat(3, 1fr)', lg: 'repeat(6, 1fr)' },
            columnGap: 4,
            borderTop: 1,
            borderBottom: 1,
            borderColor: 'divider',
          }}
        >
          <Stat
            label={t('ledger.page.stalled')}
            value={total.stalled}
            basis={t('ledger.page.stalledBasis', { count: data.stalledDays })}
            {...to('stalled')}
          />
          <Stat label={word('standing', 'benchmarks')} value={total.benchmarks} basis="" {...to('benchmarks')} />
          <Stat label={word('standing', 'visits')} value={total.visits} basis="" {...to('visits')} />
          <Stat
            label={word('standing', 'recruited')}
            value={total.recruited}
            basis={t('ledger.page.sumBasis')}
            {...to('recruited')}
          />
          <Stat label={t('ledger.page.lettersOut')} value={total.lettersOut} basis="" {...to('lettersOut')} />
          <Stat
            label={t('ledger.page.lettersOverdue')}
            value={total.lettersOverdue}
            basis=""
            overdue
            {...to('lettersOverdue')}
          />
        </Box>
        {(total.notEligible ?? 0) > 0 && (
          <MuiLink
            component={Link}
            {...{ to: to('notEligible').to ?? '' }}
            color="text.secondary"
            sx={{ ...tapLink, mt: 1, fontSize: '0.8125rem' }}
          >
            {t('ledger.page.notEligible', { count: number(total.notEligible) })}
          </MuiLink>
        )}
      </Box>
      <LedgerTable data={data} addressOf={addressOf} />
    </Box>
  );
};

/** Two figures with two names, each with what stands above and below its line. */
const Rates = ({ data: { total } }: { data: LedgerReport }) => {
  const t = useT();
  const { number } = useFormat();
  const word = useWord();
  const advanced = total.established + total.forming + total.willing;
  const whole = number(total.enterprises);
  const rates = [
    {
      key: 'establishmentRate',
      share: total.establishmentRate,
      formula: t('ledger.page.formula', { part: number(total.established), whole }),
      hint: '',
      door: total.doors.established,
    },
    {
      key: 'advanceRate',
      share: total.advanceRate,
      formula: t('ledger.page.formula', { part: number(advanced), whole }),
      hint: t('ledger.page.advanceHint'),
      door: total.doors.enterprises && {
        ...total.doors.enterprises,
        filter: { ...total.doors.enterprises.filter, advanced: true },
      },
    },
  ] as const;
  return (
    <Box component="section" aria-label={t('ledger.page.rates')}>
      <Box
        sx={{ display: 'grid', gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: '1fr 1fr' }, gap: { xs: 2, sm: 4 } }}
      >
        {rates.map(({ key, share, formula, hint, door }) => (
          <Box key={key} sx={{ minWidth: 0 }}>
            <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', columnGap: 1 }}>
              <Typography variant="h2">{word('standing', key)}</Typography>
              <Typography variant="caption">{hint}</Typography>
            </Box>
            <Box
              {...(door ? { component: Link, to: listUrl(door.resource, door.filter) } : {})}
              sx={{
                display: 'inline-block',
                fontSize: '2.5rem',
                lineHeight: 1.25,
                fontWeight: 600,
                color: 'text.primary',
                textDecoration: 'none',
                '&:hover': { textDecoration: 'underline' },
              }}
            >
              {exactRate(share)}
            </Box>
            <Typography variant="body2">{formula}</Typography>
            <Typography variant="caption" component="p">
              {word('standingBasis', key)}
            </Typography>
          </Box>
        ))}
      </Box>
    </Box>
  );
};
