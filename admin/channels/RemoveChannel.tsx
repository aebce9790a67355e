import type { Channel } from '../../shared/channels.ts';
import { useT } from '../i18n/index.ts';
import { RemoveDialog } from '../ui/RemoveDialog.tsx';

export const RemoveChannel = ({ channel, onClose }: { channel: Channel; onClose: () => void }) => {
  const t = useT();
  return (
    <RemoveDialog
      resource="channels"
      record={channel}
      title={t('channels.removeAsk', { name: channel.name })}
      body={t('channels.removeBody')}
      confirmLabel={t('channels.remove')}
      done={t('channels.removed')}
      onClose={onClose}
    />
  );
};
