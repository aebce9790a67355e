import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { useT } from '../i18n/index.ts';
import { Emblem } from './Emblem.tsx';
import { LanguageSwitch } from './LookMenu.tsx';

/** The quiet frame of the pages outside of the console: a letterhead and one sheet. */
export const Plain = ({
  children,
  wide = false,
}: {
  children: ReactNode;
  /** Two columns where there is room. */ wide?: boolean;
}) => {
  const t = useT();
  return (
    <Box
      sx={{
        minHeight: '100dvh',
        display: 'flex',
        flexDirection: 'column',
        alignItems: 'center',
        px: 2,
        pt: { xs: 3, md: '9vh' },
        pb: 4,
        borderTop: (theme) => `2px solid ${theme.palette.brand}`,
      }}
    >
      <Box sx={{ position: 'absolute', top: 10, right: 12 }}>
        <LanguageSwitch />
      </Box>
      <Box component="header" sx={{ display: 'flex', flexDirection: 'column', alignItems: 'center', gap: 1.5, mb: 4 }}>
        <Emblem px={52} />
        <Typography component="p" sx={{ fontSize: '1.5rem', fontWeight: 600, letterSpacing: '.12em', mr: '-.12em' }}>
          {t('shell.product')}
        </Typography>
        <Typography color="text.secondary">{t('shell.productLine')}</Typography>
      </Box>
      <Box
        component="main"
        sx={{
          width: 1,
          maxWidth: { xs: 400, lg: wide ? 960 : 400 },
          ...(wide && { display: { lg: 'grid' }, gridTemplateColumns: '400px 1fr', columnGap: 6, alignItems: 'start' }),
        }}
      >
        {children}
      </Box>
    </Box>
  );
};

/** The sheet itself. */
export const Sheet = ({ children }: { children: ReactNode }) => (
  <Box sx={{ bgcolor: 'background.paper', border: 1, borderColor: 'divider', borderRadius: 2, p: { xs: 2.5, md: 4 } }}>
    {children}
  </Box>
);
