import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';

type Props = {
  name: string;
  /** Beside the name: whose it is, of which kind. */
  beside: ReactNode;
  /** The word for what is switched off, or nothing. */
  off: string | false;
  acts: ReactNode;
  children: ReactNode;
};

/** One of `Lines` with a name, facts below it and acts at its end. What is switched off is paler. */
export const NamedLine = ({ name, beside, off, acts, children }: Props) => (
  <Box
    component="li"
    sx={{
      display: 'grid',
      gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 1fr) auto' },
      columnGap: 2,
      rowGap: 0.5,
      alignItems: 'center',
      px: { xs: 2, md: 1.5 },
      py: 1.25,
      borderBottom: 1,
      borderColor: 'divider',
      color: off ? 'text.secondary' : 'text.primary',
    }}
  >
    <Box sx={{ minWidth: 0 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1.5, alignItems: 'baseline' }}>
        <Typography component="span" sx={{ fontWeight: 600 }}>
          {name}
        </Typography>
        <Typography component="span" color="text.secondary">
          {beside}
        </Typography>
        {off && <Typography component="span">{off}</Typography>}
      </Box>
      {children}
    </Box>
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>{acts}</Box>
  </Box>
);
