import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';

type Props<Id extends string> = {
  label: string;
  options: readonly { id: Id; name: string; icon?: ReactNode }[];
  value: Id | null;
  onChange: (value: Id) => void;
  required?: boolean;
  error?: string | undefined;
};

/** One of a few choices that can all be seen; one tap on a phone. */
export const SingleChoice = <Id extends string>({
  label,
  options,
  value,
  onChange,
  required = false,
  error,
}: Props<Id>) => (
  <Box role="radiogroup" aria-label={label} aria-required={required}>
    <Typography
      component="div"
      sx={{ fontSize: '0.8125rem', color: error ? 'error.main' : 'text.secondary', mb: 0.75 }}
    >
      {label}
      {required && ' *'}
    </Typography>
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
      {options.map(({ id, name, icon }) => {
        const on = id === value;
        return (
          <ButtonBase
            key={id}
            role="radio"
            aria-checked={on}
            onClick={() => onChange(id)}
            sx={{
              minHeight: { xs: 44, md: 32 },
              px: 1.5,
              gap: 0.5,
              border: 1,
              borderRadius: 1,
              fontSize: '0.875rem',
              borderColor: on ? 'primary.main' : 'divider',
              bgcolor: on ? 'selected' : 'background.paper',
              color: on ? 'primary.main' : 'text.primary',
              fontWeight: on ? 600 : 400,
              '&:hover': { bgcolor: on ? 'selected' : 'hover' },
            }}
          >
            {icon}
            {name}
          </ButtonBase>
        );
      })}
    </Box>
    {error && (
      <Typography variant="caption" color="error">
        {error}
      </Typography>
    )}
  </Box>
);
