import CheckOutlined from '@mui/icons-material/CheckOutlined';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { enterpriseStages, type Enterprise } from '../../shared/enterprises.ts';
import { daysBetween } from '../../shared/rules/days.ts';
import { useT, useWord } from '../i18n/index.ts';
import { useFormat } from '../ui/format.ts';
import { StatusChip } from '../ui/StatusChip.tsx';

/** The way from outreach to a union; one that refuses stands before it. */
const way = enterpriseStages.filter((stage) => stage !== 'refused').toReversed();

/** How far an enterprise has come, and since when. */
export const StageStepper = ({ record }: { record: Enterprise }) => {
  const t = useT();
  const word = useWord();
  const { day, today } = useFormat();
  const reached = way.findIndex((stage) => stage === record.stage);
  const days = daysBetween(record.stageSince, today);
  const since = days <= 0 ? t('ledger.sinceToday') : t('ledger.since', { day: day(record.stageSince) });
  return (
    <Box component="section" aria-label={t('ledger.stages')} sx={{ mb: 3 }}>
      <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0, display: 'flex' }}>
        {way.map((stage, index) => {
          const done = index < reached;
          const here = index === reached;
          return (
            <Box
              component="li"
              key={stage}
              aria-current={here ? 'step' : undefined}
              sx={{ flex: 1, minWidth: 0, position: 'relative', textAlign: 'center' }}
            >
              {index > 0 && (
                <Box
                  aria-hidden
                  sx={{
                    position: 'absolute',
                    top: 11,
                    right: 'calc(50% + 14px)',
                    width: 'calc(100% - 28px)',
                    borderTop: 2,
                    borderColor: index <= reached ? 'primary.main' : 'divider',
                  }}
                />
              )}
              <Box
                aria-hidden
                sx={{
                  width: 24,
                  height: 24,
                  mx: 'auto',
                  borderRadius: '50%',
                  border: 2,
                  display: 'grid',
                  placeItems: 'center',
                  fontSize: '0.75rem',
                  fontWeight: 600,
                  borderColor: done || here ? 'primary.main' : 'divider',
                  bgcolor: here ? 'primary.main' : 'background.paper',
                  color: here ? 'primary.contrastText' : done ? 'primary.main' : 'text.secondary',
                }}
              >
                {done ? <CheckOutlined sx={{ fontSize: '0.875rem' }} /> : index + 1}
              </Box>
              <Box
                sx={{
                  mt: 0.5,
                  fontSize: '0.8125rem',
                  fontWeight: here ? 600 : 400,
                  color: here ? 'text.primary' : 'text.secondary',
                }}
              >
                {word('enterpriseStage', stage)}
              </Box>
              {here && (
                <Typography variant="caption" component="div" sx={{ whiteSpace: 'nowrap', mx: -2 }}>
                  {since}
                </Typography>
              )}
            </Box>
          );
        })}
      </Box>
      {reached < 0 && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', justifyContent: 'center', columnGap: 1, mt: 1 }}>
          <StatusChip kind="enterpriseStage" status={record.stage} filled />
          <Typography variant="caption">{since}</Typography>
        </Box>
      )}
    </Box>
  );
};
