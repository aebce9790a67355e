import Box from '@mui/material/Box';
import MuiLink from '@mui/material/Link';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { WorkRow } from './workRows.ts';
import { WorkLine } from './WorkLine.tsx';

/** A door to more: exactly the rows that its text counts. */
export const Door = ({ to, children }: { to: string; children: ReactNode }) => (
  <MuiLink
    component={Link}
    to={to}
    sx={{ display: 'inline-flex', alignItems: 'center', minHeight: { xs: 44, md: 36 } }}
  >
    {children}
  </MuiLink>
);

type Props = { heading: ReactNode; rows: readonly WorkRow[]; withDay?: boolean; doors?: ReactNode };

/** The work of one day under its heading. */
export const WorkGroup = ({ heading, rows, withDay = false, doors }: Props) => (
  <Box component="section" sx={{ mb: 3 }}>
    <Box
      component="h3"
      sx={{ m: 0, py: 0.75, fontSize: '0.875rem', fontWeight: 600, borderBottom: 1, borderColor: 'divider' }}
    >
      {heading}
    </Box>
    <Box
      component="ul"
      sx={{
        listStyle: 'none',
        m: 0,
        p: 0,
        display: { xs: 'block', md: 'grid' },
        gridTemplateColumns: `minmax(0, 4fr) minmax(0, 6fr) ${withDay ? 152 : 88}px 144px`,
        columnGap: 2,
      }}
    >
      {rows.map((row) => (
        <WorkLine key={`${row.kind} ${row.record.id}`} row={row} withDay={withDay} />
      ))}
    </Box>
    {doors && <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 3 }}>{doors}</Box>}
  </Box>
);
