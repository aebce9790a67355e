import AddOutlined from '@mui/icons-material/AddOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useGetList } from 'ra-core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Channel } from '../../shared/channels.ts';
import { useT } from '../i18n/index.ts';
import { PageHeader } from '../ui/PageHeader.tsx';
import { EmptyState, ErrorState, ListSkeleton } from '../ui/states.tsx';
import { ChannelForm } from './ChannelForm.tsx';
import { ChannelLine } from './ChannelLine.tsx';
import { RemoveChannel } from './RemoveChannel.tsx';

/** The group robots of the reader's organisation and of those below. Nobody has many: they all stand on one page. */
export const ChannelList = () => {
  const t = useT();
  const [edited, setEdited] = useState<Channel | 'new' | null>(null);
  const [asked, setAsked] = useState<Channel | null>(null);
  const { data, error, isPending, refetch } = useGetList<Channel>('channels', {
    sort: { field: 'name', order: 'ASC' },
    pagination: { page: 1, perPage: 200 },
  });
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  const add = (
    <Button variant="contained" startIcon={<AddOutlined />} onClick={() => setEdited('new')}>
      {t('channels.add')}
    </Button>
  );
  return (
    <Box sx={{ maxWidth: 1040 }}>
      <PageHeader
        title={t('channels.title')}
        sub={t('channels.intro')}
        back="/settings"
        actions={
          <>
            <Button component={Link} to="/deliveries">
              {t('channels.log')}
            </Button>
            {data && data.length > 0 && add}
          </>
        }
      />
      {isPending && <ListSkeleton rows={3} />}
      {data?.length === 0 && <EmptyState title={t('channels.none')} body={t('channels.noneBody')} action={add} />}
      {data && data.length > 0 && (
        <Box
          component="ul"
          sx={{
            listStyle: 'none',
            m: 0,
            mx: { xs: -2, md: 0 },
            p: 0,
            borderTop: 1,
            borderColor: 'divider',
            bgcolor: 'background.paper',
          }}
        >
          {data.map((channel) => (
            <ChannelLine
              key={channel.id}
              channel={channel}
              onEdit={() => setEdited(channel)}
              onRemove={() => setAsked(channel)}
            />
          ))}
        </Box>
      )}
      {edited && <ChannelForm channel={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
      {asked && <RemoveChannel channel={asked} onClose={() => setAsked(null)} />}
    </Box>
  );
};
