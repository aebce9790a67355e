import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MuiLink from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useGetOne } from 'ra-core';
import { Link, useParams } from 'react-router';
import { sixHaves } from '../../shared/rules/scoring.ts';
import type { Union } from '../../shared/unions.ts';
import { useT, useWord } from '../i18n/index.ts';
import { useMay, useMe } from '../providers/session.ts';
import { Facts } from '../ui/Facts.tsx';
import { useFormat } from '../ui/format.ts';
import { HistoryTimeline } from '../ui/HistoryTimeline.tsx';
import { OrgPath } from '../ui/orgs.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { RecordColumns } from '../ui/RecordColumns.tsx';
import { ErrorState, PageSkeleton } from '../ui/states.tsx';
import { tapLink } from '../ui/tapLink.ts';
import { EndDay } from './EndDay.tsx';
import { SixHaves } from './SixHaves.tsx';
import { UnionWork } from './UnionWork.tsx';

/** One union: what it is, whether it has the six, what it owes, and its life. */
export const UnionShow = () => {
  const { id = '' } = useParams();
  const t = useT();
  const may = useMay();
  const me = useMe();
  const { data: union, error, refetch } = useGetOne<Union>('unions', { id });
  if (error && !union) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!union) return <PageSkeleton />;
  return (
    <>
      <PageHeader
        {...(me?.role === 'reporter' ? {} : { back: '/unions' })}
        title={union.name}
        status={!union.active && <Typography color="text.secondary">{t('unions.inactive')}</Typography>}
        sub={<OrgPath code={union.orgCode} />}
        actions={
          may('edit', 'unions') && (
            <Button variant="outlined" component={Link} to={`/unions/${union.id}`}>
              {t('unions.edit')}
            </Button>
          )
        }
      />
      <RecordColumns side={<HistoryTimeline subjectType="unions" subjectId={union.id} />}>
        <Box sx={{ display: 'grid', gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: '1fr 1fr' }, gap: 4, mb: 4 }}>
          <UnionFacts union={union} />
          <Box component="section">
            <Box sx={{ display: 'flex', justifyContent: 'space-between', alignItems: 'baseline', mb: 1 }}>
              <Typography variant="h2">{t('unions.six')}</Typography>
              {union.sixHaves && (
                <Typography variant="caption">
                  {t('unions.sixCount', { count: sixHaves.filter((have) => union.sixHaves?.[have]).length })}
                </Typography>
              )}
            </Box>
            <SixHaves result={union.sixHaves} />
          </Box>
        </Box>
        <UnionWork unionId={union.id} />
      </RecordColumns>
    </>
  );
};

const UnionFacts = ({ union }: { union: Union }) => {
  const t = useT();
  const word = useWord();
  const { number, rate, day, phone } = useFormat();
  const share = union.employees === 0 ? null : union.members / union.employees;
  return (
    <Box component="section">
      <Typography variant="h2" sx={{ mb: 1 }}>
        {t('unions.facts')}
      </Typography>
      <Facts
        resource="unions"
        facts={[
          { field: 'kind', value: `${word('unionKind', union.kind)} · ${word('ownership', union.ownership)}` },
          { field: 'employees', value: number(union.employees) },
          {
            field: 'members',
            value: (
              <>
                {number(union.members)}
                <Typography variant="caption" sx={{ ml: 1 }}>
                  {t('unions.rate', { rate: rate(share) })}（{t('unions.rateBasis')}）
                </Typography>
              </>
            ),
          },
          { field: 'femaleMembers', value: number(union.femaleMembers) },
          { field: 'foundedOn', value: day(union.foundedOn) },
          { field: 'termEndsOn', value: <EndDay day={union.termEndsOn} /> },
          { field: 'certificateNo', value: union.certificateNo ?? '—' },
          { field: 'certificateEndsOn', value: <EndDay day={union.certificateEndsOn} /> },
          { field: 'chairName', value: union.chairName ?? '—' },
          { field: 'chairPhone', value: <PhoneLink phone={union.chairPhone} text={phone(union.chairPhone)} /> },
        ]}
      />
    </Box>
  );
};

/** A number that is shown in full can be called with a tap. */
const PhoneLink = ({ phone, text }: { phone: string | null; text: string }) =>
  phone && !phone.includes('*') ? (
    <MuiLink href={`tel:${phone}`} sx={tapLink}>
      {text}
    </MuiLink>
  ) : (
    <>{text}</>
  );
