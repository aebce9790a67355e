import AlarmOutlined from '@mui/icons-material/AlarmOutlined';
import CampaignOutlined from '@mui/icons-material/CampaignOutlined';
import FactCheckOutlined from '@mui/icons-material/FactCheckOutlined';
import NotificationsActiveOutlined from '@mui/icons-material/NotificationsActiveOutlined';
import UndoOutlined from '@mui/icons-material/UndoOutlined';
import WarningAmberOutlined from '@mui/icons-material/WarningAmberOutlined';
import Box from '@mui/material/Box';
import type { SvgIconComponent } from '@mui/icons-material';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { notificationGroups, type Notification, type NotificationGroup } from '../../shared/notifications.ts';
import { useT } from '../i18n/index.ts';
import { useFormat } from '../ui/format.ts';
import { listUrl } from '../ui/listUrl.ts';

const icons: Record<NotificationGroup, SvgIconComponent> = {
  decide: FactCheckOutlined,
  due: AlarmOutlined,
  overdue: WarningAmberOutlined,
  returned: UndoOutlined,
  reminders: NotificationsActiveOutlined,
  news: CampaignOutlined,
};

const groupOf = ({ kind }: Notification): NotificationGroup =>
  (Object.keys(notificationGroups) as NotificationGroup[]).find((group) =>
    (notificationGroups[group] as readonly string[]).includes(kind),
  ) ?? 'news';

/** The record, its form where it waits to be filled in, or exactly the rows that it speaks of. */
export function addressOf({ door: { resource, filter, id }, open, kind }: Notification): string {
  if (id === undefined) return listUrl(resource, filter);
  const toFill = resource === 'inspections' && open && kind !== 'to-review';
  return toFill ? `/inspections/${id}` : `/${resource}/${id}/show`;
}

type Props = { notice: Notification; current: boolean; onRead: (notice: Notification) => void };

/** One notice: unread ones are bold with a dot; what is done with is pale and says so. */
export const InboxLine = ({ notice, current, onRead }: Props) => {
  const t = useT();
  const { instant } = useFormat();
  const group = groupOf(notice);
  const Icon = icons[group];
  const { open, readAt, title, detail, createdAt } = notice;
  const unread = readAt === null && open;
  const late = group === 'overdue' && open;
  const line = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (current) line.current?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  return (
    <Box component="li" ref={line} sx={{ borderBottom: 1, borderColor: 'divider' }}>
      <Box
        component={Link}
        to={addressOf(notice)}
        onClick={() => onRead(notice)}
        aria-current={current || undefined}
        sx={{
          display: 'grid',
          gridTemplateColumns: '8px 20px minmax(0, 1fr) auto',
          columnGap: 1.25,
          alignItems: 'center',
          minHeight: 56,
          py: 1,
          px: 1,
          color: open ? 'text.primary' : 'text.secondary',
          textDecoration: 'none',
          bgcolor: current ? 'selected' : 'transparent',
          '&:hover': { bgcolor: current ? 'selected' : 'hover' },
        }}
      >
        <Box
          aria-hidden
          sx={{ width: 8, height: 8, borderRadius: '50%', bgcolor: unread ? 'primary.main' : 'transparent' }}
        />
        <Icon fontSize="small" aria-hidden sx={{ color: late ? 'tone.overdue.ink' : 'text.secondary' }} />
        <Box sx={{ minWidth: 0 }}>
          <Box component="span" sx={{ fontWeight: unread ? 600 : 400, color: late ? 'tone.overdue.ink' : 'inherit' }}>
            {unread && <Box sx={onlyHeard}>{t('inbox.unread')}</Box>}
            {title}
          </Box>
          {detail && (
            <Box sx={{ fontSize: '0.8125rem', color: 'text.secondary', overflowWrap: 'anywhere' }}>{detail}</Box>
          )}
        </Box>
        <Box sx={{ textAlign: 'right', fontSize: '0.8125rem', color: 'text.secondary', whiteSpace: 'nowrap' }}>
          <time dateTime={createdAt}>{instant(createdAt)}</time>
          {!open && <div>{t('inbox.done')}</div>}
        </Box>
      </Box>
    </Box>
  );
};

const onlyHeard = {
  position: 'absolute',
  width: '1px',
  height: '1px',
  overflow: 'hidden',
  clipPath: 'inset(50%)',
  whiteSpace: 'nowrap',
} as const;
