import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { Link } from 'react-router';

type Props = {
  name: string;
  /** The number, on the bar. */
  text: string;
  /** Length of the bar, 0 to 1. */
  share: number;
  /** Small text at the right end. */
  note?: string | undefined;
  noteWidth: number;
  nameWidth: number;
  height: number;
  colour: string;
  to?: string | undefined;
};

/** From this length on the number fits into the bar itself, on a phone too. */
const roomForText = 0.3;

/** One bar with its name, its number and what lies behind it; the whole line is the link. */
export const BarRow = ({ name, text, share, note, noteWidth, nameWidth, height, colour, to }: Props) => {
  const length = Math.max(0, Math.min(1, share));
  const inside = length >= roomForText;
  const number = (
    <Box
      component="span"
      sx={{ px: 0.75, fontWeight: 600, color: inside ? 'background.paper' : 'text.primary', whiteSpace: 'nowrap' }}
    >
      {text}
    </Box>
  );
  return (
    <ButtonBase
      {...(to ? { component: Link, to } : { component: 'div' as const })}
      disabled={!to}
      sx={{
        display: 'grid',
        gridTemplateColumns: barColumns(nameWidth, noteWidth),
        columnGap: `${barGap}px`,
        alignItems: 'center',
        width: 1,
        minHeight: { xs: 44, md: height + 8 },
        fontSize: '0.8125rem',
        textAlign: 'left',
        color: 'text.primary',
        '&:hover .bar': { filter: to ? 'brightness(.88)' : 'none' },
      }}
    >
      <Box component="span" title={name} sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
        {name}
      </Box>
      <Box component="span" sx={{ display: 'flex', alignItems: 'center', minWidth: 0 }}>
        <Box
          component="span"
          className="bar"
          sx={{
            flex: 'none',
            display: 'flex',
            alignItems: 'center',
            width: `${length * 100}%`,
            minWidth: length > 0 ? 2 : 0,
            height,
            borderRadius: '0 2px 2px 0',
            bgcolor: colour,
          }}
        >
          {inside && number}
        </Box>
        {!inside && number}
      </Box>
      {noteWidth > 0 && (
        <Box
          component="span"
          sx={{ textAlign: 'right', color: 'text.secondary', fontSize: '0.75rem', whiteSpace: 'nowrap' }}
        >
          {note}
        </Box>
      )}
    </ButtonBase>
  );
};

export const barGap = 12;

export const barColumns = (nameWidth: number, noteWidth: number): string =>
  `${nameWidth}em minmax(0, 1fr)${noteWidth > 0 ? ` ${noteWidth}em` : ''}`;
