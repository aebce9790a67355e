import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import type { Channel } from '../../shared/channels.ts';
import { useT, useWord } from '../i18n/index.ts';
import { BusyButton } from '../ui/BusyButton.tsx';
import { useFormat } from '../ui/format.ts';
import { NamedLine } from '../ui/NamedLine.tsx';
import { OrgName } from '../ui/orgs.tsx';
import { useChannelTest } from './useChannelTest.ts';

type Props = { channel: Channel; onEdit: () => void; onRemove: () => void };

/** One robot: which group, what it hears of, and how the last message went. */
export const ChannelLine = ({ channel, onEdit, onRemove }: Props) => {
  const t = useT();
  const word = useWord();
  const { busy, test } = useChannelTest(channel);
  const { name, kind, orgCode, topics, active } = channel;
  return (
    <NamedLine
      name={name}
      beside={
        <>
          {word('channelKind', kind)} · <OrgName code={orgCode} />
        </>
      }
      off={!active && t('channels.off')}
      acts={
        <>
          <BusyButton
            variant="outlined"
            loading={busy}
            onClick={() => void test()}
            aria-label={t('channels.testNamed', { name })}
            sx={{ minHeight: { xs: 44, md: 32 } }}
          >
            {t('channels.test')}
          </BusyButton>
          <Button onClick={onEdit} sx={{ minHeight: { xs: 44, md: 32 } }}>
            {t('channels.edit')}
          </Button>
          <Button color="inherit" onClick={onRemove} sx={{ minHeight: { xs: 44, md: 32 } }}>
            {t('channels.remove')}
          </Button>
        </>
      }
    >
      <Typography variant="body2" color="text.secondary">
        {topics.map((topic) => t(`channels.topic.${topic}`)).join(' · ')}
      </Typography>
      <LastResult channel={channel} />
    </NamedLine>
  );
};

const LastResult = ({ channel: { lastAt, lastWords } }: { channel: Channel }) => {
  const t = useT();
  const { instant } = useFormat();
  const words = !lastAt
    ? t('channels.never')
    : lastWords
      ? t('channels.lastFailed', { at: instant(lastAt), why: lastWords })
      : t('channels.lastOk', { at: instant(lastAt) });
  return (
    <Typography variant="body2" sx={{ color: lastWords ? 'tone.returned.ink' : 'text.secondary' }} role="status">
      {words}
    </Typography>
  );
};
