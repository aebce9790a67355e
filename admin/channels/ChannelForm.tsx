import FormControlLabel from '@mui/material/FormControlLabel';
import MenuItem from '@mui/material/MenuItem';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import { useCreate, useRefresh, useUpdate } from 'ra-core';
import { channelKinds, channelTopics, type Channel } from '../../shared/channels.ts';
import { useT, useWord } from '../i18n/index.ts';
import { useMe } from '../providers/session.ts';
import { ActDialog, type ActBody, type ActForm } from '../ui/ActDialog.tsx';
import { ChoiceChips } from '../ui/ChoiceChips.tsx';
import { OrgPicker } from '../ui/OrgPicker.tsx';
import { useFieldLabel } from '../ui/useFieldLabel.ts';

const text = (value: unknown) => (typeof value === 'string' ? value.trim() : '');
const chosen = (value: unknown) => (Array.isArray(value) ? (value as string[]) : []);

/** A new channel, or one that stands; what is kept secret is never shown, and stays where its field is left empty. */
export const ChannelForm = ({ channel, onClose }: { channel: Channel | null; onClose: () => void }) => {
  const t = useT();
  const own = useMe()?.org.code ?? null;
  const refresh = useRefresh();
  const [create] = useCreate<Channel>();
  const [update] = useUpdate<Channel>();
  const save = async (body: ActBody) => {
    const { url, secret, ...rest } = body;
    const hidden = { ...(text(url) ? { url: text(url) } : {}), ...(text(secret) ? { secret: text(secret) } : {}) };
    const options = { returnPromise: true, mutationMode: 'pessimistic' } as const;
    if (channel) {
      await update(
        'channels',
        { id: channel.id, data: { ...rest, ...hidden } as Partial<Channel>, previousData: channel },
        options,
      );
    } else await create('channels', { data: { ...rest, ...hidden } as never }, { returnPromise: true });
    refresh();
    onClose();
  };
  return (
    <ActDialog
      title={channel ? t('channels.editTitle', { name: channel.name }) : t('channels.addTitle')}
      confirmLabel={t(channel ? 'channels.save' : 'channels.create')}
      initial={
        channel
          ? { name: channel.name, topics: channel.topics, active: channel.active, kind: channel.kind }
          : { orgCode: own, kind: 'wecom', name: '', url: '', topics: ['decide', 'overdue', 'reminders'], active: true }
      }
      ready={({ name, url, topics, orgCode }) =>
        text(name) !== '' && chosen(topics).length > 0 && (channel !== null || (text(url) !== '' && Boolean(orgCode)))
      }
      onConfirm={save}
      onClose={onClose}
      form={(form) => <Fields {...form} channel={channel} />}
    />
  );
};

const Fields = ({ value, set, errors, channel }: ActForm & { channel: Channel | null }) => {
  const t = useT();
  const word = useWord();
  const label = useFieldLabel();
  const field = (source: string, hint?: string) => ({
    value: value[source] ?? '',
    onChange: ({ target }: { target: { value: string } }) => set(source, target.value),
    error: Boolean(errors[source]),
    helperText: errors[source] ?? hint,
    fullWidth: true,
  });
  return (
    <>
      {!channel && (
        <>
          <OrgPicker
            value={text(value['orgCode']) || null}
            onChange={(code) => set('orgCode', code)}
            label={label('channels', 'orgCode')}
          />
          <TextField select label={label('channels', 'kind')} {...field('kind')}>
            {channelKinds.map((kind) => (
              <MenuItem key={kind} value={kind}>
                {word('channelKind', kind)}
              </MenuItem>
            ))}
          </TextField>
        </>
      )}
      <TextField
        required
        label={label('channels', 'name')}
        {...field('name')}
        slotProps={{ htmlInput: { maxLength: 40 } }}
      />
      <TextField
        required={!channel}
        label={t('channels.url')}
        autoComplete="off"
        {...field('url', channel ? t('channels.urlKept', { hint: channel.addressHint }) : t('channels.urlHint'))}
      />
      {value['kind'] === 'dingtalk' && (
        <TextField
          label={t('channels.secret')}
          type="password"
          autoComplete="new-password"
          {...field('secret', t(channel?.hasSecret ? 'channels.secretKept' : 'channels.secretHint'))}
        />
      )}
      <ChoiceChips
        label={t('channels.topics')}
        options={channelTopics.map((id) => ({ id, name: t(`channels.topic.${id}`) }))}
        value={chosen(value['topics'])}
        onChange={(topics) => set('topics', topics)}
      />
      <FormControlLabel
        control={<Switch checked={value['active'] === true} onChange={(_event, on) => set('active', on)} />}
        label={t('channels.active')}
      />
    </>
  );
};
