import CheckOutlined from '@mui/icons-material/CheckOutlined';
import CloseOutlined from '@mui/icons-material/CloseOutlined';
import { useQuery } from '@tanstack/react-query';
import Box from '@mui/material/Box';
import MuiLink from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { Link } from 'react-router';
import type { UnionHaves } from '../../shared/haves.ts';
import { dayOf } from '../../shared/rules/days.ts';
import { sixHaves, type SixHave } from '../../shared/rules/scoring.ts';
import { useT, useWord } from '../i18n/index.ts';
import { useData } from '../providers/dataProvider.ts';
import { useFormat } from '../ui/format.ts';
import { ErrorState, TextSkeleton } from '../ui/states.tsx';
import { tapLink } from '../ui/tapLink.ts';
import { Passed } from './SixHaves.tsx';

function useUnionHaves(unionId: string) {
  const { read } = useData();
  return useQuery({
    queryKey: ['unions', 'haves', unionId],
    queryFn: () => read<UnionHaves>(`unions/${unionId}/haves`),
  });
}

const dayOfInstant = (instant: string) => dayOf(new Date(instant));

/** The newest result of each have, and which inspection it is from. */
export const NewestHaves = ({ unionId }: { unionId: string }) => {
  const t = useT();
  const word = useWord();
  const { data, error, refetch } = useUnionHaves(unionId);
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} compact />;
  if (!data) return <TextSkeleton lines={6} />;
  const [first] = data.newest;
  if (!first) return <Typography color="text.secondary">{t('unions.sixNone')}</Typography>;
  // All from one inspection: it is named once.
  const one = data.newest.every(({ inspectionId }) => inspectionId === first.inspectionId);
  return (
    <>
      <Box sx={{ display: 'flex', justifyContent: 'flex-end', mt: -4, mb: 1.5 }}>
        <Typography variant="caption">
          {t('unions.sixCount', { count: data.newest.filter(({ passed }) => passed).length })}
        </Typography>
      </Box>
      {one && <Source {...first} />}
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {sixHaves.map((have) => {
          const result = data.newest.find((one) => one.have === have);
          return (
            <Box
              component="li"
              key={have}
              sx={{
                display: 'grid',
                gridTemplateColumns: 'minmax(0, 1fr) auto',
                alignItems: 'center',
                columnGap: 2,
                py: 0.5,
                borderBottom: 1,
                borderColor: 'divider',
              }}
            >
              <Box component="span" sx={{ gridColumn: 1 }}>
                {word('sixHave', have)}
                {result && !one && <Source {...result} />}
              </Box>
              {result ? (
                <Passed passed={result.passed} />
              ) : (
                <Box component="span" sx={{ color: 'text.secondary' }}>
                  {t('haves.notAsked')}
                </Box>
              )}
            </Box>
          );
        })}
      </Box>
    </>
  );
};

const Source = ({ inspectionId, assessedAt, campaignTitle }: UnionHaves['newest'][number]) => {
  const t = useT();
  const { day } = useFormat();
  const text = t('haves.from', { day: day(dayOfInstant(assessedAt)) });
  return (
    <Typography variant="caption" component="span" sx={{ display: 'block' }}>
      {campaignTitle === null ? (
        text
      ) : (
        <MuiLink component={Link} to={`/inspections/${inspectionId}/show`} title={campaignTitle} sx={tapLink}>
          {text}
        </MuiLink>
      )}
    </Typography>
  );
};

/** How the six went, inspection by inspection; only where there is more to tell than the newest. */
export const HaveHistory = ({ unionId }: { unionId: string }) => {
  const t = useT();
  const word = useWord();
  const { data } = useUnionHaves(unionId);
  if (!data || data.inspections.length < 2) return null;
  return (
    <Box component="section" aria-label={t('haves.history')} sx={{ mb: 4 }}>
      <Typography variant="h2" sx={{ mb: 1 }}>
        {t('haves.history')}
      </Typography>
      <Box sx={{ overflowX: 'auto' }}>
        <Box component="table" sx={tableSx}>
          <thead>
            <tr>
              <th scope="col">{t('haves.inspection')}</th>
              {sixHaves.map((have) => (
                <th key={have} scope="col" title={word('sixHave', have)}>
                  {t(`haves.short.${have}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.inspections.map((inspection) => (
              <HistoryRow key={inspection.inspectionId} {...inspection} />
            ))}
          </tbody>
        </Box>
      </Box>
    </Box>
  );
};

const HistoryRow = ({ inspectionId, campaignTitle, assessedAt, results }: UnionHaves['inspections'][number]) => {
  const t = useT();
  const { day } = useFormat();
  return (
    <tr>
      <th scope="row">
        {campaignTitle === null ? (
          t('haves.elsewhere')
        ) : (
          <MuiLink component={Link} to={`/inspections/${inspectionId}/show`} sx={tapLink}>
            {campaignTitle}
          </MuiLink>
        )}
        <Typography variant="caption" component="div">
          {day(dayOfInstant(assessedAt))}
        </Typography>
      </th>
      {sixHaves.map((have) => (
        <td key={have}>
          <Tick passed={results[have]} have={have} />
        </td>
      ))}
    </tr>
  );
};

const Tick = ({ passed, have }: { passed: boolean | undefined; have: SixHave }) => {
  const t = useT();
  const name = t(passed === undefined ? 'haves.notAsked' : passed ? 'haves.passed' : 'haves.failed');
  const label = `${t(`haves.short.${have}`)} ${name}`;
  if (passed === undefined) {
    return (
      <Box component="span" role="img" aria-label={label} sx={{ color: 'text.disabled' }}>
        —
      </Box>
    );
  }
  const Icon = passed ? CheckOutlined : CloseOutlined;
  return (
    <Icon
      role="img"
      aria-label={label}
      titleAccess={name}
      sx={{ fontSize: '1.125rem', color: passed ? 'tone.done.ink' : 'tone.returned.ink', verticalAlign: 'middle' }}
    />
  );
};

const tableSx = {
  width: 1,
  borderCollapse: 'collapse',
  '& th, & td': { textAlign: 'center', px: 1, py: 0.75, borderBottom: 1, borderColor: 'divider', fontWeight: 400 },
  '& thead th': { color: 'text.secondary', fontSize: '0.8125rem', whiteSpace: 'nowrap' },
  '& th:first-of-type': { textAlign: 'left', pl: 0, minWidth: 180 },
} as const;
