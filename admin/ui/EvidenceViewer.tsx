import ArrowBackOutlined from '@mui/icons-material/ArrowBackOutlined';
import ArrowForwardOutlined from '@mui/icons-material/ArrowForwardOutlined';
import CloseOutlined from '@mui/icons-material/CloseOutlined';
import DownloadOutlined from '@mui/icons-material/DownloadOutlined';
import RotateRightOutlined from '@mui/icons-material/RotateRightOutlined';
import ZoomInOutlined from '@mui/icons-material/ZoomInOutlined';
import ZoomOutOutlined from '@mui/icons-material/ZoomOutOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { useState, type ReactNode } from 'react';
import type { Attachment } from '../../shared/attachments.ts';
import type { EvidenceFlag } from '../../shared/evidence.ts';
import { useT } from '../i18n/index.ts';
import { contentUrl, isPicture } from '../providers/upload.ts';
import { EvidenceFacts } from './EvidenceFacts.tsx';
import type { EvidenceSpan } from './EvidenceGallery.tsx';
import { PictureStage, type View } from './PictureStage.tsx';
import { PlainFile } from './EvidenceTile.tsx';

type Props = {
  files: readonly Attachment[];
  flags: ReadonlyMap<string, EvidenceFlag>;
  span: EvidenceSpan;
  /** The id of the piece that is shown. */
  shown: string;
  onMove: (id: string) => void;
  onClose: () => void;
};

const whole: View = { zoom: 1, turns: 0, x: 0, y: 0 };
const zooms = [1, 1.5, 2, 3, 5];

/** One piece of evidence large, with what is known of it beside; ← → go on, + − zoom, R turns, Esc closes. */
export const EvidenceViewer = ({ files, flags, span, shown, onMove, onClose }: Props) => {
  const t = useT();
  const [view, setView] = useState(whole);
  const index = files.findIndex(({ id }) => id === shown);
  const file = files[index];
  if (!file) return null;
  const several = files.length > 1;
  const go = (step: number) => {
    setView(whole);
    onMove(files[(index + step + files.length) % files.length]!.id);
  };
  const picture = isPicture(file.mediaType);
  const zoom = (step: number) => {
    const at = zooms.indexOf(view.zoom) + step;
    const next = zooms[Math.max(0, Math.min(zooms.length - 1, at))]!;
    setView(next === 1 ? { ...view, zoom: 1, x: 0, y: 0 } : { ...view, zoom: next });
  };
  const turn = () => setView({ ...view, turns: view.turns + 1, x: 0, y: 0 });
  const keys: Record<string, () => void> = {
    ...(several ? { ArrowLeft: () => go(-1), ArrowRight: () => go(1) } : {}),
    ...(picture ? { '+': () => zoom(1), '=': () => zoom(1), '-': () => zoom(-1), r: turn, R: turn } : {}),
  };
  return (
    <Dialog
      open
      onClose={onClose}
      fullScreen
      aria-label={file.filename}
      onKeyDown={({ key }) => keys[key]?.()}
      slotProps={{ paper: { sx: { m: '0 !important', width: '100% !important', borderRadius: 0 } } }}
    >
      <Box
        sx={{
          display: 'flex',
          alignItems: 'center',
          flexWrap: 'wrap',
          columnGap: 0.5,
          px: { xs: 1, md: 2 },
          minHeight: 56,
          borderBottom: 1,
          borderColor: 'divider',
        }}
      >
        <Typography noWrap sx={{ flex: '1 1 8rem', minWidth: 0 }}>
          {file.filename}
        </Typography>
        <Box
          sx={{
            display: 'flex',
            alignItems: 'center',
            justifyContent: 'center',
            columnGap: 0.5,
            order: { xs: 1, md: 0 },
            width: { xs: 1, md: 'auto' },
          }}
        >
          {several && (
            <>
              <Typography variant="caption" sx={{ whiteSpace: 'nowrap' }}>
                {t('ui.evidence.count', { index: index + 1, count: files.length })}
              </Typography>
              <Tool
                label={t('ui.evidence.previous')}
                onClick={() => go(-1)}
                icon={<ArrowBackOutlined fontSize="small" />}
              />
              <Tool
                label={t('ui.evidence.next')}
                onClick={() => go(1)}
                icon={<ArrowForwardOutlined fontSize="small" />}
              />
            </>
          )}
          {picture && (
            <>
              <Tool
                label={t('evidence.zoomOut')}
                off={view.zoom === 1}
                onClick={() => zoom(-1)}
                icon={<ZoomOutOutlined fontSize="small" />}
              />
              <Tool
                label={t('evidence.zoomIn')}
                off={view.zoom === zooms.at(-1)}
                onClick={() => zoom(1)}
                icon={<ZoomInOutlined fontSize="small" />}
              />
              <Tool label={t('evidence.rotate')} onClick={turn} icon={<RotateRightOutlined fontSize="small" />} />
            </>
          )}
          <IconButton
            component="a"
            href={contentUrl(file.id)}
            download={file.filename}
            aria-label={t('ui.evidence.download')}
            sx={tap}
          >
            <DownloadOutlined fontSize="small" />
          </IconButton>
        </Box>
        <IconButton onClick={onClose} aria-label={t('ui.panel.close')} autoFocus sx={tap}>
          <CloseOutlined fontSize="small" />
        </IconButton>
      </Box>
      <Box sx={{ flex: 1, minHeight: 0, display: 'flex', flexDirection: { xs: 'column', md: 'row' } }}>
        <Box sx={{ flex: 1, minWidth: 0, minHeight: 0, display: 'grid', bgcolor: 'page' }}>
          {picture ? (
            <PictureStage key={file.id} id={file.id} name={file.filename} view={view} onView={setView} />
          ) : (
            <Document file={file} />
          )}
        </Box>
        <Box
          component="aside"
          sx={{
            width: { md: 320 },
            maxHeight: { xs: '42dvh', md: 'none' },
            overflow: 'auto',
            p: 2,
            borderTop: { xs: 1, md: 0 },
            borderLeft: { md: 1 },
            // The sides are set per width, and setting one resets its colour.
            borderColor: { xs: 'divider', md: 'divider' },
          }}
        >
          <EvidenceFacts file={file} flag={flags.get(file.id)} span={span} onLeave={onClose} />
        </Box>
      </Box>
    </Dialog>
  );
};

const tap = { minWidth: { xs: 44, md: 40 }, minHeight: { xs: 44, md: 40 } } as const;

type ToolProps = { label: string; icon: ReactNode; off?: boolean; onClick: () => void };

const Tool = ({ label, icon, off = false, onClick }: ToolProps) => (
  <Tooltip title={label}>
    <span>
      <IconButton onClick={onClick} aria-label={label} disabled={off} sx={tap}>
        {icon}
      </IconButton>
    </span>
  </Tooltip>
);

/** What no picture shows: a PDF opens in the browser, an office file is downloaded. */
const Document = ({ file }: { file: Attachment }) => {
  const t = useT();
  const shownByBrowser = file.mediaType === 'application/pdf';
  return (
    <Box sx={{ display: 'grid', placeContent: 'center', justifyItems: 'center', gap: 1.5, p: 3 }}>
      <Box sx={{ width: 160, height: 140 }}>
        <PlainFile name={file.filename} mediaType={file.mediaType} />
      </Box>
      <Button
        variant="contained"
        size="large"
        component="a"
        href={contentUrl(file.id)}
        {...(shownByBrowser ? { target: '_blank', rel: 'noopener' } : { download: file.filename })}
      >
        {t(shownByBrowser ? 'evidence.open' : 'ui.evidence.download')}
      </Button>
      <Typography variant="caption">{t(shownByBrowser ? 'evidence.openHint' : 'evidence.downloadHint')}</Typography>
    </Box>
  );
};
