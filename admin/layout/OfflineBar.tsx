import CloudOffOutlined from '@mui/icons-material/CloudOffOutlined';
import Box from '@mui/material/Box';
import { useT } from '../i18n/index.ts';
import { useOnline } from '../providers/online.ts';

/** Says that the device has no network, as long as that is so. */
export const OfflineBar = () => {
  const t = useT();
  if (useOnline()) return null;
  return (
    <Box
      role="status"
      sx={{
        display: 'flex',
        gap: 1,
        alignItems: 'center',
        px: 2,
        py: 0.75,
        bgcolor: 'text.primary',
        color: 'background.paper',
      }}
    >
      <CloudOffOutlined fontSize="small" />
      {t('shell.state.offlineBar')}
    </Box>
  );
};
