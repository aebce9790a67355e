import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { FieldValue } from './FieldValue.tsx';
import { useFieldLabel } from './useFieldLabel.ts';

/** One field of a record; `value` as it is shown, by default `raw` in words. Without either it is left out. */
export type Fact = { field: string; label?: string; value?: ReactNode; raw?: unknown };

const isEmpty = (value: unknown) => value === null || value === undefined || value === '' || value === false;

/** The fields of a record with their names; what is empty is left out, so that only what is so stands here. */
export const Facts = ({ resource, facts }: { resource: string; facts: readonly Fact[] }) => {
  const label = useFieldLabel();
  const shown = facts.filter(({ value, raw }) => !isEmpty(value) || !isEmpty(raw) || raw === false);
  return (
    <Box
      component="dl"
      sx={{
        m: 0,
        display: 'grid',
        gridTemplateColumns: 'minmax(5em, max-content) minmax(0, 1fr)',
        columnGap: 2,
        rowGap: 0.75,
        alignItems: 'baseline',
      }}
    >
      {shown.map(({ field, label: given, value, raw }) => (
        <Box key={field} sx={{ display: 'contents' }}>
          <Box component="dt" sx={{ color: 'text.secondary' }}>
            {label(resource, field, given)}
          </Box>
          <Box component="dd" sx={{ m: 0, minWidth: 0 }}>
            {value ?? <FieldValue resource={resource} field={field} value={raw} />}
          </Box>
        </Box>
      ))}
    </Box>
  );
};
