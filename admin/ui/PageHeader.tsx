import ArrowBackOutlined from '@mui/icons-material/ArrowBackOutlined';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Typography from '@mui/material/Typography';
import type { Theme } from '@mui/material/styles';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useT } from '../i18n/index.ts';
import { size } from '../theme.ts';
import { usePageTitle } from './usePageTitle.ts';
import { usePhone } from './usePhone.ts';

type Props = {
  title: string;
  /** `<StatusChip filled …>` and other marks beside the title. */
  status?: ReactNode;
  /** `<DueDay …>` */
  deadline?: ReactNode;
  /** One line below the title: the organisation's path, the campaign. */
  sub?: ReactNode;
  /** The acts: the one primary button comes last. */
  actions?: ReactNode;
  /** Address of the page above this one. */
  back?: string;
  /** Inside of a side panel, where the window keeps the list's title. */
  inPanel?: boolean;
  /** On a phone the acts stay at the lower edge, where the thumb is. */
  thumb?: boolean;
};

const aboveEdge = 'max(8px, env(safe-area-inset-bottom))';

/** One line above the menu of the phone, the next act at its right end; what doesn't fit is swiped in. */
const thumbBar = {
  position: 'fixed',
  insetInline: 0,
  bottom: `calc(${size.bottomBar}px + env(safe-area-inset-bottom))`,
  zIndex: 'mobileStepper',
  display: 'flex',
  gap: 1,
  px: 2,
  py: 1,
  overflowX: 'auto',
  bgcolor: 'background.paper',
  borderTop: 1,
  borderColor: 'divider',
  '&:empty': { display: 'none' },
  '& > *': { flex: 'none' },
  '& > :first-of-type': { ml: 'auto' },
  '& > :last-child': {
    position: 'sticky',
    right: 0,
    boxShadow: (theme: Theme) => `0 0 0 8px ${theme.palette.background.paper}`,
  },
} as const;

/** Head of every page: what it is, how it stands, until when, and the next act. */
export const PageHeader = ({ title, status, deadline, sub, actions, back, inPanel = false, thumb = false }: Props) => {
  const t = useT();
  const below = usePhone() && thumb;
  usePageTitle(inPanel ? undefined : title);
  return (
    <Box
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'flex-start',
        columnGap: 3,
        rowGap: 1.5,
        mb: inPanel ? 2 : 2.5,
      }}
    >
      <Box sx={{ flex: '1 1 180px', minWidth: 0 }}>
        <Box
          sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 1.5, rowGap: 0.5, minHeight: 36 }}
        >
          <Box sx={{ display: 'flex', alignItems: 'center', minWidth: 0 }}>
            {back && (
              <IconButton component={Link} to={back} size="small" edge="start" aria-label={t('shell.state.back')}>
                <ArrowBackOutlined fontSize="small" />
              </IconButton>
            )}
            <Typography variant="h1" component={inPanel ? 'h2' : 'h1'}>
              {title}
            </Typography>
          </Box>
          {status}
          {deadline}
        </Box>
        {sub && <Box sx={{ color: 'text.secondary', mt: 0.25 }}>{sub}</Box>}
      </Box>
      {actions && (
        <Box
          className={below ? 'thumb-bar no-print' : undefined}
          sx={
            below
              ? { ...thumbBar, bottom: inPanel ? 0 : thumbBar.bottom, ...(inPanel && { pb: aboveEdge }) }
              : {
                  display: 'flex',
                  flexWrap: 'wrap',
                  gap: 1,
                  alignItems: 'center',
                  ...(inPanel && { flexBasis: '100%' }),
                }
          }
        >
          {actions}
        </Box>
      )}
    </Box>
  );
};
