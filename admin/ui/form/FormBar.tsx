import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { SaveButton } from 'react-admin';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { useT } from '../../i18n/index.ts';
import { useUploading } from '../../providers/upload.ts';
import { size } from '../../theme.ts';
import { usePhone } from '../usePhone.ts';

type Props = { label: string; /** Further acts, at the left. */ children?: ReactNode };

/** The end of a form, always in sight: saving, and going back without. */
export const FormBar = ({ label, children }: Props) => {
  const t = useT();
  const phone = usePhone();
  const navigate = useNavigate();
  const uploading = useUploading();
  return (
    <Box
      sx={{
        position: 'sticky',
        bottom: phone ? `calc(${size.bottomBar}px + env(safe-area-inset-bottom))` : 0,
        zIndex: 2,
        display: 'flex',
        alignItems: 'center',
        gap: 1,
        mx: { xs: -2, md: -3 },
        px: { xs: 2, md: 3 },
        py: 1.5,
        bgcolor: 'background.default',
        borderTop: 1,
        borderColor: 'divider',
      }}
    >
      {children}
      <Box sx={{ flex: 1 }} />
      <Button color="inherit" onClick={() => void navigate(-1)}>
        {t('ui.act.cancel')}
      </Button>
      {/* A picture that is still on its way would be left behind. */}
      <SaveButton label={label} alwaysEnable={!uploading} disabled={uploading} icon={<></>} />
    </Box>
  );
};
