import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useT } from '../i18n/index.ts';
import { usePhone } from '../ui/usePhone.ts';
import { useInstallOffer } from './install.ts';

/** Once, on a phone: the console can stand on the home screen like an app. */
export const InstallHint = () => {
  const t = useT();
  const phone = usePhone();
  const offer = useInstallOffer();
  if (!phone || !offer) return null;
  return (
    <Box
      component="section"
      aria-label={t('phone.install.title')}
      sx={{ py: 1.5, mb: 2, borderTop: 1, borderBottom: 1, borderColor: 'divider' }}
    >
      <Typography sx={{ fontWeight: 600 }}>{t('phone.install.title')}</Typography>
      <Typography color="text.secondary">
        {t(offer.kind === 'prompt' ? 'phone.install.body' : 'phone.install.byHand')}
      </Typography>
      <Box sx={{ display: 'flex', gap: 1, mt: 1 }}>
        {offer.kind === 'prompt' && (
          <Button variant="outlined" onClick={() => void offer.install()}>
            {t('phone.install.now')}
          </Button>
        )}
        <Button color="inherit" onClick={offer.dismiss}>
          {t('phone.install.never')}
        </Button>
      </Box>
    </Box>
  );
};
