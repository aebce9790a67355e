import AddPhotoAlternateOutlined from '@mui/icons-material/AddPhotoAlternateOutlined';
import PhotoCameraOutlined from '@mui/icons-material/PhotoCameraOutlined';
import WifiOffOutlined from '@mui/icons-material/WifiOffOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useGetMany } from 'ra-core';
import { useRef, useState } from 'react';
import { evidenceLimit, type Attachment } from '../../shared/attachments.ts';
import { useT } from '../i18n/index.ts';
import { useOnline } from '../providers/online.ts';
import { accepted, uploadLimit } from '../providers/upload.ts';
import { EvidenceTile, tileGrid } from './EvidenceTile.tsx';
import { formatBytes } from './format.ts';
import { PendingTile } from './PendingTile.tsx';
import { useFileDrop } from './useFileDrop.ts';
import { usePhone } from './usePhone.ts';
import { useUploads, type Item } from './useUploads.ts';

type Props = {
  /** Names the form and its record, such as `rectify/0190…`: what was not sent goes on when that form is opened again. */
  slot: string;
  /** Ids of attachments that are on the server. */
  value: readonly string[];
  onChange: (ids: string[]) => void;
  label?: string;
  required?: boolean;
  error?: string | undefined;
  max?: number;
  /** What is added where it proves nothing: photos of a place, a scanned letter. */
  files?: boolean;
};

/** Photos and files, sent while the form is still being filled in; on a phone straight from the camera. */
export const EvidenceInput = (props: Props) => {
  const { slot, value, onChange, label, required = false, error, max = evidenceLimit, files: plain = false } = props;
  const t = useT();
  const phone = usePhone();
  const group = useRef<HTMLDivElement>(null);
  const files = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const [told, setTold] = useState('');
  // Several uploads may end between two renders.
  const ids = useRef(value);
  ids.current = value;
  const change = (next: readonly string[]) => {
    ids.current = next;
    onChange([...next]);
  };
  const { data = [] } = useGetMany<Attachment>('attachments', { ids: [...value] }, { enabled: value.length > 0 });
  const fileOf = (id: string) => data.find((file) => file?.id === id);
  const uploads = useUploads({
    slot,
    onUploaded: ({ id }, order) => {
      const all = new Set([...ids.current, id]);
      change([...[...all].filter((one) => !order.includes(one)), ...order.filter((one) => all.has(one))]);
    },
    sameAs: ({ id, sha256 }) =>
      ids.current.some((other) => other !== id && data.some((file) => file?.id === other && file.sha256 === sha256)),
    onSame: (name) => setTold(t('uploads.same', { name })),
  });
  const { items, resumed } = uploads;
  const pending = items.filter(({ state }) => state !== 'done');
  const room = Math.max(0, max - value.length - pending.length);
  const take = (chosen: readonly File[]) => {
    const whole = chosen.filter(({ size }) => size > 0);
    const hollow = chosen.find(({ size }) => size === 0);
    const left = whole.length - Math.min(whole.length, room);
    setTold(
      left > 0
        ? t('uploads.leftOut', { limit: max, count: left })
        : hollow
          ? t('uploads.empty', { name: hollow.name })
          : '',
    );
    if (room > 0 && whole.length > 0) uploads.add(whole.slice(0, room));
  };
  const over = useFileDrop(group, take);
  const chosen = (input: HTMLInputElement) => {
    take([...(input.files ?? [])]);
    input.value = '';
  };
  const remove = (id: string) => change(ids.current.filter((other) => other !== id));

  // A tile stays where it appeared, whichever file arrives first.
  const ofVisit = new Set(items.map(({ id }) => id));
  const before = value.filter((id) => !ofVisit.has(id));
  const shown = items.filter(({ id }) => id === null || value.includes(id));
  return (
    <Box
      ref={group}
      role="group"
      aria-label={label ?? t('ui.evidence.title')}
      sx={{
        outline: over ? 2 : 0,
        outlineStyle: 'dashed',
        outlineColor: 'primary.main',
        outlineOffset: 6,
        borderRadius: 1,
        bgcolor: over ? 'hover' : undefined,
      }}
    >
      <Typography variant="body2" color={error ? 'error' : 'text.secondary'} sx={{ mb: 0.75 }}>
        {label ?? t('ui.evidence.title')}
        {required && ' *'}
      </Typography>
      {(before.length > 0 || shown.length > 0) && (
        <Box sx={{ ...tileGrid, mb: 1 }}>
          {before.map((id) => (
            <EvidenceTile key={id} file={fileOf(id)} onRemove={() => remove(id)} />
          ))}
          {shown.map((item) =>
            item.id === null ? (
              <PendingTile
                key={item.key}
                item={item}
                onRetry={() => uploads.retry(item.key)}
                onDrop={() => uploads.drop(item.key)}
              />
            ) : (
              <Arrived key={item.key} item={item} file={fileOf(item.id)} onRemove={remove} />
            ),
          )}
        </Box>
      )}
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
        {phone && (
          <Button
            variant="outlined"
            startIcon={<PhotoCameraOutlined />}
            disabled={room === 0}
            onClick={() => camera.current?.click()}
            sx={{ minHeight: 44 }}
          >
            {t('ui.evidence.camera')}
          </Button>
        )}
        <Button
          variant="outlined"
          startIcon={<AddPhotoAlternateOutlined />}
          disabled={room === 0}
          onClick={() => files.current?.click()}
          sx={phone ? { minHeight: 44 } : {}}
        >
          {over ? t('uploads.drop') : t(plain ? 'ui.evidence.addFiles' : 'ui.evidence.add')}
        </Button>
      </Box>
      <Lines {...{ error, told, pending, resumed, full: room === 0 ? max : 0, max, phone }} />
      <input ref={files} type="file" hidden multiple accept={accepted} onChange={({ target }) => chosen(target)} />
      <input
        ref={camera}
        type="file"
        hidden
        accept="image/*"
        capture="environment"
        onChange={({ target }) => chosen(target)}
      />
    </Box>
  );
};

type ArrivedProps = { item: Item; file: Attachment | undefined; onRemove: (id: string) => void };

/** Has arrived: the picture of this device stays on the tile, so that nothing flickers. */
const Arrived = ({ item: { id, name, type, preview }, file, onRemove }: ArrivedProps) => (
  <EvidenceTile
    file={file ?? { id: id!, filename: name, mediaType: type }}
    {...(type.startsWith('image/') ? { src: preview } : {})}
    onRemove={() => onRemove(id!)}
  />
);

type LinesProps = {
  error: string | undefined;
  told: string;
  pending: readonly Item[];
  resumed: number;
  full: number;
  max: number;
  phone: boolean;
};

/** What there is to say, the most urgent first; otherwise what may be added. */
const Lines = ({ error, told, pending, resumed, full, max, phone }: LinesProps) => {
  const t = useT();
  const online = useOnline();
  const stuck = pending.some(({ state }) => state === 'waiting');
  const failed = pending.filter(({ fault }) => fault !== null);
  const hint = t('uploads.hint', { count: max, limit: formatBytes(uploadLimit) });
  return (
    <Box sx={{ mt: 0.5, display: 'grid', gap: 0.25 }}>
      {error && (
        <Typography variant="caption" component="p" color="error">
          {error}
        </Typography>
      )}
      <Box role="status" sx={{ display: 'grid', gap: 0.25 }}>
        {(stuck || (!online && pending.length > 0)) && (
          <Typography
            variant="caption"
            component="p"
            sx={{ display: 'flex', alignItems: 'center', gap: 0.5, color: 'tone.waiting.ink' }}
          >
            <WifiOffOutlined sx={{ fontSize: '1rem' }} />
            {t(online ? 'uploads.retrying' : 'uploads.offline')}
          </Typography>
        )}
        {failed.map(({ key, name, fault }) => (
          <Typography key={key} variant="caption" component="p" sx={{ color: 'tone.returned.ink' }}>
            {t('uploads.fault', { name, fault: fault! })}
          </Typography>
        ))}
        {told && (
          <Typography variant="caption" component="p" sx={{ color: 'text.primary' }}>
            {told}
          </Typography>
        )}
        {resumed > 0 && pending.length > 0 && (
          <Typography variant="caption" component="p" sx={{ color: 'text.primary' }}>
            {t('uploads.resumed', { count: resumed })}
          </Typography>
        )}
      </Box>
      {!error && (
        <Typography variant="caption" component="p">
          {full > 0 ? t('uploads.full', { count: full }) : hint}
          {full === 0 && !phone && ` · ${t('uploads.deskHint')}`}
        </Typography>
      )}
    </Box>
  );
};
