import ArrowBackOutlined from '@mui/icons-material/ArrowBackOutlined';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useT } from '../i18n/index.ts';
import { usePageTitle } from './usePageTitle.ts';

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
};

/** Head of every page: what it is, how it stands, until when, and the next act. */
export const PageHeader = ({ title, status, deadline, sub, actions, back, inPanel = false }: Props) => {
  const t = useT();
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
          sx={{
            display: 'flex',
            flexWrap: 'wrap',
            gap: 1,
            alignItems: 'center',
            ...(inPanel && { flexBasis: '100%' }),
          }}
        >
          {actions}
        </Box>
      )}
    </Box>
  );
};
