import CheckOutlined from '@mui/icons-material/CheckOutlined';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Typography from '@mui/material/Typography';

type Props = {
  label: string;
  options: readonly { id: string; name: string }[];
  value: readonly string[];
  onChange: (value: string[]) => void;
  hint?: string;
};

/** A few choices that can all be seen; any number of them can be on. */
export const ChoiceChips = ({ label, options, value, onChange, hint }: Props) => (
  <Box role="group" aria-label={label}>
    <Box sx={{ display: 'flex', alignItems: 'baseline', columnGap: 1, flexWrap: 'wrap', mb: 0.75 }}>
      <Typography component="span" sx={{ fontSize: '0.8125rem', color: 'text.secondary' }}>
        {label}
      </Typography>
      {hint && <Typography variant="caption">{hint}</Typography>}
    </Box>
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
      {options.map(({ id, name }) => {
        const on = value.includes(id);
        return (
          <ButtonBase
            key={id}
            aria-pressed={on}
            onClick={() => onChange(on ? value.filter((other) => other !== id) : [...value, id])}
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
              '&:hover': { bgcolor: on ? 'selected' : 'hover' },
            }}
          >
            {on && <CheckOutlined sx={{ fontSize: '1rem' }} aria-hidden />}
            {name}
          </ButtonBase>
        );
      })}
    </Box>
  </Box>
);
