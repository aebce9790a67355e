import NotificationsNoneOutlined from '@mui/icons-material/NotificationsNoneOutlined';
import Badge from '@mui/material/Badge';
import IconButton from '@mui/material/IconButton';
import { useEffect } from 'react';
import { Link } from 'react-router';
import { useT } from '../i18n/index.ts';
import { useUnread } from '../providers/inbox.ts';
import { useFormat } from '../ui/format.ts';
import { setTitleCount } from '../ui/titleCount.ts';
import { usePhone } from '../ui/usePhone.ts';

/** The way to the inbox, with how much in it is unread; the window's title says it too. */
export const Bell = () => {
  const t = useT();
  const phone = usePhone();
  const { number } = useFormat();
  const unread = useUnread();
  useEffect(() => {
    setTitleCount(unread);
    return () => setTitleCount(0);
  }, [unread]);
  const label = unread > 0 ? t('inbox.bellCount', { count: number(unread) }) : t('inbox.title');
  return (
    <IconButton
      component={Link}
      to="/inbox"
      color="inherit"
      aria-label={label}
      title={label}
      sx={{ flex: 'none', ...(phone && { width: 44, height: 44 }) }}
    >
      <Badge
        badgeContent={unread}
        max={99}
        color="primary"
        sx={{ '& .MuiBadge-badge': { top: 3, right: -3, whiteSpace: 'nowrap', flexWrap: 'nowrap' } }}
      >
        <NotificationsNoneOutlined fontSize={phone ? 'medium' : 'small'} />
      </Badge>
    </IconButton>
  );
};
