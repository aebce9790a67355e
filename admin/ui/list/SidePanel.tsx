import CloseOutlined from '@mui/icons-material/CloseOutlined';
import KeyboardArrowDownOutlined from '@mui/icons-material/KeyboardArrowDownOutlined';
import KeyboardArrowUpOutlined from '@mui/icons-material/KeyboardArrowUpOutlined';
import OpenInFullOutlined from '@mui/icons-material/OpenInFullOutlined';
import Box from '@mui/material/Box';
import Dialog from '@mui/material/Dialog';
import Drawer from '@mui/material/Drawer';
import IconButton from '@mui/material/IconButton';
import Typography from '@mui/material/Typography';
import useMediaQuery from '@mui/material/useMediaQuery';
import type { Theme } from '@mui/material/styles';
import { RecordContextProvider, useGetOne } from 'ra-core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useT } from '../../i18n/index.ts';
import { size } from '../../theme.ts';
import { ErrorState, TextSkeleton } from '../states.tsx';
import { usePhone } from '../usePhone.ts';
import type { Row } from './types.ts';

type Props<R extends Row> = {
  resource: string;
  id: string;
  /** The row that is already here, shown until the whole record is. */
  row?: R | undefined;
  children: (record: R) => ReactNode;
  position?: string | undefined;
  href?: string | undefined;
  onNext?: (() => void) | undefined;
  onPrevious?: (() => void) | undefined;
  onClose: () => void;
};

/** A record beside the list: a column on a wide desk, over the list on a narrow one, the whole screen on a phone. */
export const SidePanel = <R extends Row>(props: Props<R>) => {
  const t = useT();
  const phone = usePhone();
  const wide = useMediaQuery((theme: Theme) => theme.breakpoints.up('lg'), { noSsr: true });
  const content = <Content {...props} />;
  if (phone) {
    return (
      <Dialog
        open
        fullScreen
        onClose={props.onClose}
        aria-label={t('ui.panel.label')}
        slotProps={{ paper: { sx: { m: '0 !important', width: '100% !important', borderRadius: 0 } } }}
      >
        {content}
      </Dialog>
    );
  }
  if (!wide) {
    return (
      <Drawer
        anchor="right"
        open
        onClose={props.onClose}
        slotProps={{ paper: { sx: { width: 'min(560px, 80vw)' }, 'aria-label': t('ui.panel.label') } }}
      >
        {content}
      </Drawer>
    );
  }
  return (
    <Box
      component="aside"
      aria-label={t('ui.panel.label')}
      sx={{
        width: size.panel,
        flex: 'none',
        position: 'sticky',
        zIndex: 3,
        top: size.bar,
        height: `calc(100dvh - ${size.bar}px)`,
        // Up to the edges of the page, past its padding.
        mt: -2.5,
        mr: -3,
        mb: -4,
        borderLeft: 1,
        borderColor: 'divider',
        bgcolor: 'background.paper',
        display: 'flex',
        flexDirection: 'column',
      }}
    >
      {content}
    </Box>
  );
};

const Content = <R extends Row>({
  resource,
  id,
  row,
  children,
  position,
  href,
  onNext,
  onPrevious,
  onClose,
}: Props<R>) => {
  const t = useT();
  const { data: whole, error, refetch } = useGetOne<R>(resource, { id: id as R['id'] });
  const data = whole ?? row;
  return (
    <>
      <Box
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 0.5,
          flex: 'none',
          height: size.bar,
          px: 1,
          borderBottom: 1,
          borderColor: 'divider',
        }}
      >
        <IconButton
          size="small"
          onClick={onPrevious}
          disabled={!onPrevious}
          aria-label={t('ui.panel.previous')}
          title={`${t('ui.panel.previous')} (k)`}
        >
          <KeyboardArrowUpOutlined fontSize="small" />
        </IconButton>
        <IconButton
          size="small"
          onClick={onNext}
          disabled={!onNext}
          aria-label={t('ui.panel.next')}
          title={`${t('ui.panel.next')} (j)`}
        >
          <KeyboardArrowDownOutlined fontSize="small" />
        </IconButton>
        <Typography variant="caption" noWrap sx={{ flex: 1 }}>
          {position}
        </Typography>
        {href && (
          <IconButton
            size="small"
            component={Link}
            to={href}
            aria-label={t('ui.panel.full')}
            title={t('ui.panel.full')}
          >
            <OpenInFullOutlined sx={{ fontSize: '1.125rem' }} />
          </IconButton>
        )}
        <IconButton
          size="small"
          onClick={onClose}
          aria-label={t('ui.panel.close')}
          title={`${t('ui.panel.close')} (Esc)`}
        >
          <CloseOutlined fontSize="small" />
        </IconButton>
      </Box>
      <Box key={id} sx={{ flex: 1, minHeight: 0, overflowY: 'auto', px: { xs: 2, md: 3 }, py: 2 }}>
        {error && !data && <ErrorState error={error} onRetry={() => void refetch()} compact />}
        {!data && !error && <TextSkeleton lines={8} />}
        {data && <RecordContextProvider value={data}>{children(data)}</RecordContextProvider>}
      </Box>
    </>
  );
};
