import Box from '@mui/material/Box';
import type { SxProps } from '@mui/material/styles';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Door } from '../../shared/doors.ts';
import { listUrl } from '../ui/listUrl.ts';

type Props = { children: ReactNode; label?: string; sx?: SxProps } & ({ door: Door } | { to: string });

/** A number that leads to its rows: quiet until it is pointed at. */
export const DoorLink = ({ children, label, sx, ...target }: Props) => (
  <Box
    component={Link}
    to={'door' in target ? listUrl(target.door.resource, target.door.filter) : target.to}
    {...(label ? { 'aria-label': label } : {})}
    sx={[
      { color: 'inherit', textDecoration: 'none', '&:hover, &:focus-visible': { textDecoration: 'underline' } },
      ...(Array.isArray(sx) ? (sx as object[]) : [sx as object]),
    ]}
  >
    {children}
  </Box>
);
