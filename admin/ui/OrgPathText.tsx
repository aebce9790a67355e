import Box from '@mui/material/Box';
import { Fragment } from 'react';

type Props = { names: readonly string[]; tail?: string | undefined };

/** 内蒙古 › 呼和浩特 › 新城区, in one line; what does not fit is cut at the front, where it is known anyway. */
export const OrgPathText = ({ names, tail }: Props) => {
  const steps = tail ? [...names, tail] : names;
  return (
    <Box
      component="span"
      title={steps.join(' › ')}
      sx={{ display: 'block', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}
    >
      {steps.map((name, index) => (
        <Fragment key={index}>
          {index > 0 && (
            <Box component="span" aria-hidden sx={{ mx: 0.75, color: 'text.disabled' }}>
              ›
            </Box>
          )}
          {name}
        </Fragment>
      ))}
    </Box>
  );
};
