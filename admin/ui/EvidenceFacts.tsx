import { useQueryClient } from '@tanstack/react-query';
import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useNotify, useRefresh } from 'ra-core';
import { useState, type ReactNode } from 'react';
import { Link as RouterLink } from 'react-router';
import type { Attachment } from '../../shared/attachments.ts';
import type { EvidenceFlag, EvidenceUse } from '../../shared/evidence.ts';
import { takenHint } from '../../shared/rules/taken.ts';
import { useT } from '../i18n/index.ts';
import { useData } from '../providers/dataProvider.ts';
import { sentenceOf } from '../providers/httpClient.ts';
import { BusyButton } from './BusyButton.tsx';
import type { EvidenceSpan } from './EvidenceGallery.tsx';
import { useFormat } from './format.ts';
import { tapLink } from './tapLink.ts';
import { UndoToast } from './UndoToast.tsx';
import { flagsKey } from './useEvidenceFlags.ts';

type Props = { file: Attachment; flag: EvidenceFlag | undefined; span: EvidenceSpan; onLeave: () => void };

/** What is known of one piece of evidence: who sent it, when and where it was taken, and who else uses it. */
export const EvidenceFacts = ({ file, flag, span, onLeave }: Props) => {
  const t = useT();
  const { instant, bytes } = useFormat();
  const hint = takenHint(file.takenAt, span);
  return (
    <Box sx={{ display: 'grid', gap: 2, fontSize: '0.875rem' }}>
      {flag && <Flag flag={flag} onLeave={onLeave} />}
      <Sharing file={file} />
      {file.supersededAt && (
        <Fact name={t('evidence.superseded')}>
          {t('evidence.replaced', { time: instant(file.supersededAt), name: file.supersededBy ?? '' })}
        </Fact>
      )}
      <Fact name={t('evidence.uploaded')}>
        {file.uploadedBy} {instant(file.createdAt)}（{bytes(file.bytes)}）
      </Fact>
      {file.takenAt && (
        <Fact name={t('evidence.taken')}>
          {instant(file.takenAt)}
          {hint && (
            <Box component="span" sx={{ ml: 1, color: 'tone.waiting.ink' }}>
              {t(hint === 'before-item' ? 'evidence.hintBefore' : 'evidence.hintAfter')}
            </Box>
          )}
        </Fact>
      )}
      {file.takenPlace && (
        <Fact name={t('evidence.place')}>
          {t(file.takenPlace.lat >= 0 && file.takenPlace.lng >= 0 ? 'evidence.degrees' : 'evidence.degreesSouth', {
            lat: file.takenPlace.lat.toFixed(4),
            lng: file.takenPlace.lng.toFixed(4),
          })}
        </Fact>
      )}
      {(file.takenAt ?? file.takenPlace) && <Typography variant="caption">{t('evidence.selfTold')}</Typography>}
    </Box>
  );
};

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <Box>
    <Typography variant="caption" component="div">
      {name}
    </Typography>
    <Box sx={{ overflowWrap: 'anywhere' }}>{children}</Box>
  </Box>
);

/** Who else uses it: within the scope by name, each a door; beyond it a number. */
const Flag = ({ flag: { kind, uses, elsewhere }, onLeave }: { flag: EvidenceFlag; onLeave: () => void }) => {
  const t = useT();
  const same = uses.filter((use) => use.kind === 'same');
  const alike = uses.filter((use) => use.kind === 'alike');
  return (
    <Box sx={{ p: 1.5, borderRadius: 1, bgcolor: 'tone.returned.wash', display: 'grid', gap: 1 }}>
      {same.length > 0 && <Uses title={t('evidence.same')} uses={same} onLeave={onLeave} />}
      {alike.length > 0 && <Uses title={t('evidence.alike')} uses={alike} onLeave={onLeave} />}
      {elsewhere > 0 && (
        <Box sx={{ color: 'tone.returned.ink' }} data-kind={kind}>
          {t(uses.length > 0 ? 'evidence.elsewhere' : 'evidence.elsewhereOnly', { count: elsewhere })}
        </Box>
      )}
    </Box>
  );
};

const Uses = ({ title, uses, onLeave }: { title: string; uses: EvidenceUse[]; onLeave: () => void }) => {
  const t = useT();
  const { instant } = useFormat();
  return (
    <Box>
      <Box sx={{ color: 'tone.returned.ink', fontWeight: 600, mb: 0.5 }}>{title}</Box>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1 }}>
        {uses.map((use) => (
          <li key={`${use.door.id}${use.at}`}>
            <Link
              component={RouterLink}
              to={`/${use.door.resource}/${use.door.id}/show`}
              onClick={onLeave}
              sx={tapLink}
            >
              {[use.unionName, use.title].filter(Boolean).join(' · ')}
            </Link>
            <Typography variant="caption" component="div">
              {t('evidence.usedBy', { name: use.uploadedBy, time: instant(use.at) })}
            </Typography>
          </li>
        ))}
      </Box>
    </Box>
  );
};

/** A document for many unions can be marked as such, and the mark taken away; either at once, with the way back. */
const Sharing = ({ file }: { file: Attachment }) => {
  const t = useT();
  const data = useData();
  const notify = useNotify();
  const refresh = useRefresh();
  const queryClient = useQueryClient();
  const may = file.mayActions.includes('share');
  const [busy, setBusy] = useState(false);
  if (!may && !file.shared) return null;

  const mark = async (shared: boolean, version: number, undoable: boolean) => {
    setBusy(true);
    try {
      const after = await data.action<Attachment>('attachments', file.id, 'share', { shared, version });
      const message = t('ui.act.done', { act: t(shared ? 'evidence.share' : 'evidence.unshare') });
      if (undoable) {
        const undo = () => mark(!shared, after.version, false);
        notify(<UndoToast message={message} onUndo={undo} />, { autoHideDuration: 8000 });
      } else notify(t('ui.act.undone'));
    } catch (failure) {
      notify(sentenceOf(failure), { type: 'error' });
    } finally {
      setBusy(false);
      refresh();
      void queryClient.invalidateQueries({ queryKey: flagsKey });
    }
  };
  return (
    <Box>
      {file.shared && (
        <Typography variant="body2" sx={{ mb: may ? 1 : 0 }}>
          {t('evidence.sharedBy', { name: file.sharedBy ?? '' })}
        </Typography>
      )}
      {may && (
        <>
          <BusyButton
            variant="outlined"
            size="small"
            loading={busy}
            onClick={() => void mark(!file.shared, file.version, true)}
            sx={{ minHeight: { xs: 44, md: 32 } }}
          >
            {t(file.shared ? 'evidence.unshare' : 'evidence.share')}
          </BusyButton>
          {!file.shared && (
            <Typography variant="caption" component="p" sx={{ mt: 0.5 }}>
              {t('evidence.shareHint')}
            </Typography>
          )}
        </>
      )}
    </Box>
  );
};
