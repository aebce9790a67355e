import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';

type Props = { title: string; hint?: string; children: ReactNode };

/** A named group of inputs: its name and what it is for on the left, the inputs in two columns on the right. */
export const FormGroup = ({ title, hint, children }: Props) => (
  <Box
    component="section"
    aria-label={title}
    sx={{
      display: 'grid',
      gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: '240px minmax(0, 1fr)' },
      columnGap: 4,
      rowGap: 2,
      py: 3,
      borderTop: 1,
      borderColor: 'divider',
    }}
  >
    <div>
      <Typography variant="h2">{title}</Typography>
      {hint && <Typography variant="caption">{hint}</Typography>}
    </div>
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: '1fr 1fr' },
        gap: 2,
        maxWidth: 720,
        '& .MuiFormControl-root': { width: 1, mt: 0, mb: 0 },
        '& > .wide': { gridColumn: '1 / -1' },
      }}
    >
      {children}
    </Box>
  </Box>
);
