import Box from '@mui/material/Box';

const width = 88;
const height = 22;

/** A line of values, oldest first, without axes: only which way they go. Values that are missing are skipped. */
export const Sparkline = ({ values }: { values: readonly (number | null)[] }) => {
  const known = values.flatMap((value, index) => (value === null ? [] : [{ index, value }]));
  if (known.length < 2) return null;
  const least = Math.min(...known.map(({ value }) => value));
  const most = Math.max(...known.map(({ value }) => value));
  const x = (index: number) => 2 + (index / Math.max(1, values.length - 1)) * (width - 4);
  const y = (value: number) =>
    most === least ? height / 2 : 3 + (1 - (value - least) / (most - least)) * (height - 6);
  const last = known.at(-1)!;
  return (
    <Box
      component="svg"
      aria-hidden
      viewBox={`0 0 ${width} ${height}`}
      sx={{ width, height, display: 'block', ml: 'auto', color: 'chart.mark', overflow: 'visible' }}
    >
      <polyline
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        points={known.map(({ index, value }) => `${x(index).toFixed(1)},${y(value).toFixed(1)}`).join(' ')}
      />
      <circle cx={x(last.index)} cy={y(last.value)} r="2" fill="currentColor" />
    </Box>
  );
};
