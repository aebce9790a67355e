import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { Fragment, type ReactNode } from 'react';
import type { Cockpit, CockpitKey, Figure, Part } from '../../shared/cockpit.ts';
import { aboveDoor } from '../../shared/doors.ts';
import { isRate } from '../../shared/rules/rateParts.ts';
import { useT, useWord } from '../i18n/index.ts';
import { formatNumber, formatRate } from '../ui/format.ts';
import { DoorLink } from './Door.tsx';
import { formatMeasure, useChangeText, useMeasureWords } from './texts.ts';
import { Spark } from './TrendLine.tsx';

type Block = {
  title: string;
  keys: readonly CockpitKey[];
  tools?: ReactNode;
  none?: string | false;
  children?: ReactNode;
};
type Props = Block & { data: Cockpit };

/** One part of the page: its few main numbers, or a sentence where there is nothing to count. */
export const FigureBlock = ({ title, keys, tools, none, data, children }: Props) => (
  <Box component="section" aria-label={title} sx={{ minWidth: 0, display: 'flex', flexDirection: 'column' }}>
    <Box sx={{ display: 'flex', alignItems: 'baseline', justifyContent: 'space-between', columnGap: 1, pb: 0.25 }}>
      <Typography variant="h2">{title}</Typography>
      {tools}
    </Box>
    {none ? (
      <Typography color="text.secondary" sx={{ py: 1.5 }}>
        {none}
      </Typography>
    ) : (
      <>
        {keys.map((key) => {
          const figure = data.figures.find((one) => one.key === key);
          return figure && <FigureLine key={key} figure={figure} data={data} />;
        })}
        {children}
      </>
    )}
  </Box>
);

/** A number with its meaning, its course, its change and its target; it and its parts lead to their rows. */
const FigureLine = ({ figure, data }: { figure: Figure; data: Cockpit }) => {
  const t = useT();
  const words = useMeasureWords();
  const changeText = useChangeText();
  const { key, value, series, parts, target } = figure;
  const place = { orgCode: data.orgCode, campaignId: data.campaign?.ids };
  const door = figure.door ?? (isRate(key) ? aboveDoor(key, place) : null);
  const text = formatMeasure(key, value);
  const aim = target === null ? '' : t('cockpit.target', { value: formatRate(target) });
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: 'minmax(0, 1fr) 60px minmax(4.6rem, max-content)',
        columnGap: 1,
        alignItems: 'center',
        py: 0.375,
      }}
    >
      <Box component="span" sx={{ fontSize: '0.875rem', overflowWrap: 'anywhere' }}>
        {words.name(key)}
      </Box>
      <Spark series={series} />
      <Box
        component="span"
        sx={{
          fontSize: '1.25rem',
          fontWeight: 600,
          lineHeight: 1.25,
          textAlign: 'right',
          whiteSpace: 'nowrap',
          color: key === 'overdue' && (value ?? 0) > 0 ? 'tone.overdue.ink' : 'text.primary',
        }}
      >
        {door ? (
          <DoorLink
            door={door}
            label={`${words.name(key)} ${text}`}
            sx={{ display: 'inline-block', py: { xs: 1.25, md: 0 } }}
          >
            {text}
          </DoorLink>
        ) : (
          text
        )}
      </Box>
      <Box
        sx={{
          gridColumn: '1 / -1',
          display: 'flex',
          flexWrap: 'wrap',
          justifyContent: 'space-between',
          columnGap: 1,
          fontSize: '0.71875rem',
          lineHeight: 1.35,
          color: 'text.secondary',
        }}
      >
        <span>{parts ? <Parts {...parts} /> : words.basis(key)}</span>
        <Box component="span" sx={{ ml: 'auto', whiteSpace: 'nowrap' }}>
          {[changeText(figure), aim].filter(Boolean).join(' · ')}
        </Box>
      </Box>
    </Box>
  );
};

/** 已查 3,352 ÷ 应查 5,084: the basis of a rate, each part with its rows. */
const Parts = ({ above, below }: { above: Part[]; below: Part[] }) => (
  <>
    <Sum parts={above} />
    {' ÷ '}
    <Sum parts={below} />
  </>
);

const Sum = ({ parts }: { parts: Part[] }) => {
  const words = useMeasureWords();
  return (
    <>
      {parts.length > 1 && '('}
      {parts.map(({ key, value, door }, index) => (
        <Fragment key={key}>
          {index > 0 && ' + '}
          {words.name(key)} <DoorLink door={door}>{formatNumber(value)}</DoorLink>
        </Fragment>
      ))}
      {parts.length > 1 && ')'}
    </>
  );
};

/** Which of the six fails most, and how many unions fail each. */
export const FailedHaves = ({ haves }: Pick<Cockpit, 'haves'>) => {
  const t = useT();
  const word = useWord();
  if (haves.length === 0) return null;
  const most = Math.max(1, ...haves.map(({ failed }) => failed));
  return (
    <Box component="ol" aria-label={t('cockpit.havesFailed')} sx={{ listStyle: 'none', m: 0, p: 0, mt: 0.25 }}>
      <Typography variant="caption" component="li">
        {t('cockpit.havesFailed')}
      </Typography>
      {haves.map(({ have, failed, doors }) => (
        <Box
          component="li"
          key={have}
          sx={{
            display: 'grid',
            gridTemplateColumns: 'minmax(0, 1fr) 64px 3em',
            columnGap: 1,
            alignItems: 'center',
            fontSize: '0.75rem',
            lineHeight: 1.45,
            minHeight: { xs: 44, md: 0 },
            '@media print': { minHeight: 0 },
          }}
        >
          <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
            {word('sixHave', have)}
          </Box>
          <Box component="span" sx={{ height: 6, bgcolor: 'chart.track' }}>
            <Box
              component="span"
              sx={{ display: 'block', height: 6, width: `${(failed / most) * 100}%`, bgcolor: 'chart.mark' }}
            />
          </Box>
          <Box component="span" sx={{ textAlign: 'right' }}>
            <DoorLink
              door={doors.failed}
              label={`${word('sixHave', have)} ${formatNumber(failed)}`}
              sx={{ display: 'block', py: { xs: 1.75, md: 0 }, '@media print': { py: 0 } }}
            >
              {formatNumber(failed)}
            </DoorLink>
          </Box>
        </Box>
      ))}
    </Box>
  );
};
