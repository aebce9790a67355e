import { Notification } from 'react-admin';
import { size } from '../theme.ts';
import { usePhone } from '../ui/usePhone.ts';

/** Messages in ink, faults in their own colour; on a phone the bottom bar stays reachable below them. */
export const Notices = () => {
  const phone = usePhone();
  return (
    <Notification
      autoHideDuration={6000}
      multiLine
      anchorOrigin={{ vertical: 'bottom', horizontal: phone ? 'center' : 'left' }}
      sx={{
        // Beside the bar of acts on a desk, above the menu on a phone.
        // Named for the width, too: the library's own place for it is.
        bottom: { xs: 72, sm: phone ? 72 : 24 },
        left: { xs: 8, sm: phone ? '50%' : `calc(${size.menu / 16}rem + 16px)` },
        '& .MuiSnackbarContent-root': { minWidth: 0, borderRadius: 1, fontSize: '0.875rem' },
        '& .MuiSnackbarContent-root:not(.RaNotification-error):not(.RaNotification-warning)': {
          bgcolor: 'text.primary',
          color: 'background.paper',
        },
      }}
    />
  );
};
