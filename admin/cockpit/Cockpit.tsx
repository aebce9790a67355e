import Box from '@mui/material/Box';
import GlobalStyles from '@mui/material/GlobalStyles';
import { Wall } from '../dashboard/Wall.tsx';
import { useT } from '../i18n/index.ts';
import { useOnline } from '../providers/online.ts';
import { size } from '../theme.ts';
import { ErrorState, PageSkeleton } from '../ui/states.tsx';
import { Blocks, Lower } from './CockpitBody.tsx';
import { CockpitHead } from './CockpitHead.tsx';
import { useCockpit } from './useCockpit.ts';

/** A4, landscape: the sheet's inside at 96 dots to the inch, with everything drawn a little smaller. */
const margin = 10;
const sheetHeight = `${210 - 2 * margin - 2}mm`;
const shrink = 0.85;

const sheet = {
  '@page': { size: 'A4 landscape', margin: `${margin}mm` },
  '@media print': { '#main': { padding: '0 !important', minHeight: '0 !important' } },
};

/** How do we stand: one organisation on one page. Every number is a door. */
export const Cockpit = () => {
  const page = useCockpit();
  const online = useOnline();
  const { figures, wall } = page;
  if (!figures.data) {
    if (figures.error) return <ErrorState error={figures.error} onRetry={() => void figures.refetch()} />;
    return <PageSkeleton />;
  }
  const data = figures.data;
  const refreshed = { at: figures.dataUpdatedAt, stale: !online || figures.isRefetchError };
  const screen = (
    <Box
      className={wall ? 'wall' : undefined}
      sx={{
        display: 'flex',
        flexDirection: 'column',
        gap: 1.25,
        opacity: figures.isPlaceholderData ? 0.6 : 1,
        // One screen on a desk; on a low window it scrolls rather than being squeezed.
        height: wall ? 1 : { lg: `calc(100dvh - ${size.bar}px - 52px)` },
        minHeight: wall ? 0 : { lg: 760 },
        '@media print': {
          zoom: shrink,
          height: `calc(${sheetHeight} / ${shrink})`,
          minHeight: 0,
          overflow: 'hidden',
          // The sheet may be measured like a phone; nobody taps on paper.
          '& a': { paddingTop: '0 !important', paddingBottom: '0 !important' },
        },
      }}
    >
      <GlobalStyles styles={sheet} />
      <CockpitHead data={data} refreshed={refreshed} {...page} />
      <Blocks data={data} />
      <Lower data={data} {...page} />
      <Signature place={data.path.at(-1)?.name ?? ''} />
    </Box>
  );
  return wall ? <Wall leave={() => page.change({ wall: null })}>{screen}</Wall> : screen;
};

/** On paper the page is signed. */
const Signature = ({ place }: { place: string }) => {
  const t = useT();
  return (
    <Box
      sx={{ display: 'none', '@media print': { display: 'flex', gap: 4, pt: 1, borderTop: 1, borderColor: 'divider' } }}
    >
      <Box sx={{ flex: 1 }}>
        {t('cockpit.signature.by')}
        {place}
      </Box>
      <Box sx={{ flex: 1 }}>{t('cockpit.signature.checked')}</Box>
      <Box sx={{ flex: 1 }}>{t('cockpit.signature.on')}</Box>
    </Box>
  );
};
