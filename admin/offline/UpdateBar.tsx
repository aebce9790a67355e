import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useT } from '../i18n/index.ts';
import { takeNewVersion, useNewVersion } from './version.ts';

/** Says quietly that there is a newer console; nothing happens until somebody presses. */
export const UpdateBar = () => {
  const t = useT();
  const fresh = useNewVersion();
  const [later, setLater] = useState(false);
  if (!fresh || later) return null;
  return (
    <Box
      role="status"
      className="no-print"
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        columnGap: 1,
        px: 2,
        py: 0.5,
        bgcolor: 'selected',
        borderBottom: 1,
        borderColor: 'divider',
      }}
    >
      <Box component="span" sx={{ flex: 1 }}>
        {t('phone.update.ready')}
      </Box>
      <Button size="small" color="inherit" onClick={() => setLater(true)}>
        {t('phone.update.later')}
      </Button>
      <Button size="small" variant="contained" onClick={takeNewVersion}>
        {t('phone.update.now')}
      </Button>
    </Box>
  );
};
