import Box from '@mui/material/Box';
import type { ReactNode } from 'react';

/** A short list of one's own things, line below line; to the edges of a phone. */
export const Lines = ({ children }: { children: ReactNode }) => (
  <Box
    component="ul"
    sx={{
      listStyle: 'none',
      m: 0,
      mx: { xs: -2, md: 0 },
      p: 0,
      borderTop: 1,
      borderColor: 'divider',
      bgcolor: 'background.paper',
    }}
  >
    {children}
  </Box>
);
