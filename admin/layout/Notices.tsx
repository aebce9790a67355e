import { Notification } from 'react-admin';
import { usePhone } from '../ui/usePhone.ts';

export const Notices = () => {
  const phone = usePhone();
  // On a phone the bottom bar stays reachable below the message.
  return <Notification autoHideDuration={6000} multiLine sx={{ bottom: phone ? 72 : 24 }} />;
};
