import Box from '@mui/material/Box';
import { useLanguage } from '../i18n/index.ts';
import { lookOf, statusWord, type StatusKind } from './status.ts';

type Props = {
  kind: StatusKind;
  status: string;
  /** With a wash of its colour, for the head of a record. */ filled?: boolean;
  /** Instead of the status's own word. */ label?: string;
};

/** Icon and word in the status's colour. */
export const StatusChip = ({ kind, status, filled = false, label }: Props) => {
  const language = useLanguage();
  const { tone, Icon } = lookOf(status);
  return (
    <Box
      component="span"
      data-status={status}
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 0.5,
        verticalAlign: 'middle',
        whiteSpace: 'nowrap',
        color: (theme) => theme.palette.tone[tone].ink,
        ...(filled && { px: 1, py: 0.25, borderRadius: 1, bgcolor: (theme) => theme.palette.tone[tone].wash }),
      }}
    >
      <Icon sx={{ fontSize: '1rem' }} aria-hidden />
      {label ?? statusWord(kind, status)?.[language] ?? status}
    </Box>
  );
};
