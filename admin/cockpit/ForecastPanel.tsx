import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { forecastKinds, type CockpitForecast, type ForecastKind, type ForecastRow } from '../../shared/cockpit.ts';
import { willMiss } from '../../shared/rules/forecast.ts';
import { useT } from '../i18n/index.ts';
import { formatNumber, useFormat } from '../ui/format.ts';
import { EmptyState } from '../ui/states.tsx';
import { DoorLink } from './Door.tsx';
import { beyond, onlyBeyond } from './look.ts';

/** When answering and rectifying will be done at the present pace, and who will miss the day; the method beside it. */
export const ForecastPanel = ({ data }: { data: CockpitForecast }) => {
  const t = useT();
  const { forecasts } = data;
  if (!forecasts) return <EmptyState title={t('cockpit.none.forecast')} compact />;
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 1, fontSize: '0.8125rem', lineHeight: 1.5 }}>
      <Typography variant="caption" component="p" sx={{ lineHeight: 1.4 }}>
        {t('cockpit.method')}
      </Typography>
      {forecastKinds.map((kind) => (
        <Kind key={kind} kind={kind} {...forecasts[kind]} />
      ))}
    </Box>
  );
};

/** How many of those who will miss their day are named at first, and where nobody can ask for more. */
const shownWithoutRoom = 9;

const decimalsOf = (pace: number) => (pace < 1 ? 2 : pace < 100 ? 1 : 0);
const perDay = (pace: number) => formatNumber(Number(pace.toFixed(decimalsOf(Math.abs(pace)))));

type KindProps = { kind: ForecastKind; total: ForecastRow; children: ForecastRow[] };

const Kind = ({ kind, total, children }: KindProps) => {
  const t = useT();
  const { day } = useFormat();
  const outcome = useOutcome();
  const [all, setAll] = useState(false);
  const unit = t(`cockpit.unit.${kind}`);
  const missing = children.filter(willMiss).toSorted((a, b) => (b.lateBy ?? Infinity) - (a.lateBy ?? Infinity) || 0);
  return (
    <section>
      <Box component="h3" sx={{ fontSize: '0.8125rem', fontWeight: 600, m: 0 }}>
        {t(`cockpit.${kind}`)}
        {t('cockpit.colon')}
        {outcome(total)}
      </Box>
      {total.remaining > 0 && (
        <Box sx={{ color: 'text.secondary' }}>
          <DoorLink door={total.door}>
            {t('cockpit.pace', { remaining: formatNumber(total.remaining), pace: perDay(total.pace), unit })}
          </DoorLink>
          {t('cockpit.comma')}
          {total.neededPace === null
            ? t('cockpit.overdueSince', { due: day(total.dueOn) })
            : t('cockpit.needed', { needed: perDay(total.neededPace), unit })}
        </Box>
      )}
      {children.length > 0 && total.outcome !== 'no-work' && total.outcome !== 'done' && (
        <Box>
          {missing.length === 0 ? (
            t('cockpit.missesNone')
          ) : (
            <>
              {t('cockpit.misses', { count: missing.length })}
              {t('cockpit.colon')}
              {missing.slice(0, all ? undefined : shownWithoutRoom).map((row, index) => (
                <Box component="span" key={row.code} sx={index < shownWithoutRoom ? {} : beyond}>
                  {index > 0 && t('cockpit.and')}
                  <DoorLink door={row.door} label={`${row.name} ${outcome(row)}`}>
                    {row.name}
                    <Box component="span" sx={{ color: 'text.secondary', fontSize: '0.75rem', ml: 0.25 }}>
                      {row.lateBy === null ? t('cockpit.stalled') : t('cockpit.lateDays', { count: row.lateBy })}
                    </Box>
                  </DoorLink>
                </Box>
              ))}
              {missing.length > shownWithoutRoom && (
                <Link
                  component="button"
                  onClick={() => setAll(true)}
                  sx={{ ...(all ? onlyBeyond : {}), fontSize: 'inherit', verticalAlign: 'baseline' }}
                >
                  {t('cockpit.missesMore', { count: missing.length - shownWithoutRoom })}
                </Link>
              )}
            </>
          )}
        </Box>
      )}
    </section>
  );
};

function useOutcome() {
  const t = useT();
  const { day } = useFormat();
  return ({ outcome, expectedOn, dueOn, lateBy }: ForecastRow): string => {
    const on = { day: day(expectedOn), due: day(dueOn), count: lateBy ?? 0 };
    switch (outcome) {
      case 'no-work':
        return t('cockpit.outcome.noWork');
      case 'done':
        return t('cockpit.outcome.done');
      case 'stalled':
        return t('cockpit.outcome.stalled');
      case 'late':
        return t('cockpit.outcome.late', on);
      default:
        return t(expectedOn === dueOn ? 'cockpit.outcome.onTime' : 'cockpit.outcome.onTrack', on);
    }
  };
}
