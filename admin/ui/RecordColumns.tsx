import Box from '@mui/material/Box';
import type { ReactNode } from 'react';

/** A record's page: what it is on the left, its life on the right; below one another on a phone. */
export const RecordColumns = ({ children, side }: { children: ReactNode; side: ReactNode }) => (
  <Box
    sx={{
      display: 'grid',
      gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 1fr) 360px' },
      columnGap: 4,
      rowGap: 4,
      alignItems: 'start',
    }}
  >
    <Box sx={{ minWidth: 0, maxWidth: 900 }}>{children}</Box>
    <Box sx={{ minWidth: 0, pl: { lg: 4 }, borderLeft: { lg: 1 }, borderColor: { lg: 'divider' } }}>{side}</Box>
  </Box>
);
