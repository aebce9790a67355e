import Box from '@mui/material/Box';
import MuiLink from '@mui/material/Link';
import { Fragment } from 'react';
import { Link } from 'react-router';
import { tapLink } from '../ui/tapLink.ts';

type Props = {
  path: readonly { code: string; name: string }[];
  addressOf: (change: Record<string, string | null>) => string;
};

/** The way down from the reader's own organisation; each step above leads back up. */
export const OverviewPath = ({ path, addressOf }: Props) => (
  <span>
    {path.map(({ code, name }, index) => (
      <Fragment key={code}>
        {index > 0 && (
          <Box component="span" aria-hidden sx={{ mx: 0.75, color: 'text.disabled' }}>
            ›
          </Box>
        )}
        {index === path.length - 1 ? (
          name
        ) : (
          <MuiLink component={Link} to={addressOf({ orgCode: index === 0 ? null : code })} sx={tapLink}>
            {name}
          </MuiLink>
        )}
      </Fragment>
    ))}
  </span>
);
