import ErrorOutlineOutlined from '@mui/icons-material/ErrorOutlineOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useGetManyAggregate } from 'ra-core';
import { useState, type ReactNode } from 'react';
import type { Attachment } from '../../shared/attachments.ts';
import type { EvidenceFlag } from '../../shared/evidence.ts';
import { takenHint } from '../../shared/rules/taken.ts';
import { useT } from '../i18n/index.ts';
import { EvidenceFormer } from './EvidenceFormer.tsx';
import { EvidenceTile, tileGrid } from './EvidenceTile.tsx';
import { EvidenceViewer } from './EvidenceViewer.tsx';
import { useEvidenceFlags } from './useEvidenceFlags.ts';

/** When the item came up and when it was marked: a picture from outside of that time is pointed out. */
export type EvidenceSpan = { since?: string | null; until?: string | null };

type Props = {
  ids: readonly string[];
  /** The record that it belongs to: former evidence of it is shown below, folded. */
  subjectId?: string;
  span?: EvidenceSpan;
  /** What stands where there is none; empty: nothing. */
  none?: string;
};

/** Evidence as pictures; a tap shows one large, arrow keys go on. What was used for another union is pointed out. */
export const EvidenceGallery = ({ ids, subjectId, span = {}, none }: Props) => {
  const t = useT();
  const { data = [] } = useGetManyAggregate<Attachment>('attachments', { ids: [...ids] }, { enabled: ids.length > 0 });
  const flags = useEvidenceFlags(ids);
  const [shown, setShown] = useState<string | null>(null);
  const files = data.filter(Boolean);
  const flagged = ids.filter((id) => flags.has(id));
  return (
    <>
      {ids.length === 0 ? (
        <Typography color="text.secondary">{none ?? t('ui.evidence.none')}</Typography>
      ) : (
        <Box sx={tileGrid}>
          {ids.map((id) => {
            const file = files.find((candidate) => candidate.id === id);
            return (
              <EvidenceTile key={id} file={file} onOpen={file && (() => setShown(id))}>
                {file && <Mark file={file} flag={flags.get(id)} span={span} />}
              </EvidenceTile>
            );
          })}
        </Box>
      )}
      {flagged.length > 0 && (
        <Box
          role="status"
          sx={{
            display: 'flex',
            alignItems: 'center',
            gap: 1,
            mt: 1,
            pl: 1.5,
            pr: 0.5,
            minHeight: { xs: 44, md: 36 },
            borderRadius: 1,
            color: 'tone.returned.ink',
            bgcolor: 'tone.returned.wash',
          }}
        >
          <ErrorOutlineOutlined fontSize="small" />
          <Typography variant="body2" sx={{ flex: 1 }}>
            {t('evidence.flags', { count: flagged.length })}
          </Typography>
          <Button
            size="small"
            color="inherit"
            sx={{ minHeight: { xs: 44, md: 32 } }}
            onClick={() => setShown(flagged[0]!)}
          >
            {t('evidence.look')}
          </Button>
        </Box>
      )}
      {subjectId && <EvidenceFormer subjectId={subjectId} current={ids} />}
      {shown !== null && files.some(({ id }) => id === shown) && (
        <EvidenceViewer {...{ files, flags, span }} shown={shown} onMove={setShown} onClose={() => setShown(null)} />
      )}
    </>
  );
};

type MarkProps = { file: Attachment; flag: EvidenceFlag | undefined; span: EvidenceSpan };

/** One word over the picture: what a verifier should know before opening it. */
const Mark = ({ file, flag, span }: MarkProps) => {
  const t = useT();
  const hint = takenHint(file.takenAt, span);
  if (flag) return <Strip tone="returned">{t('evidence.flagged')}</Strip>;
  if (hint) return <Strip tone="waiting">{t(hint === 'before-item' ? 'uploads.before' : 'uploads.after')}</Strip>;
  return file.shared ? <Strip tone="idle">{t('evidence.shared')}</Strip> : null;
};

const Strip = ({ tone, children }: { tone: 'returned' | 'waiting' | 'idle'; children: ReactNode }) => (
  <Box
    sx={{
      position: 'absolute',
      insetInline: 0,
      bottom: 0,
      px: 0.75,
      py: 0.25,
      fontSize: '0.75rem',
      lineHeight: 1.4,
      textAlign: 'center',
      pointerEvents: 'none',
      color: `tone.${tone}.ink`,
      bgcolor: `tone.${tone}.wash`,
    }}
  >
    {children}
  </Box>
);
