import CheckCircleOutlined from '@mui/icons-material/CheckCircleOutlined';
import ErrorOutlineOutlined from '@mui/icons-material/ErrorOutlineOutlined';
import UndoOutlined from '@mui/icons-material/UndoOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useNotify, useRefresh } from 'ra-core';
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import type { Import, TouchedRow } from '../../shared/imports.ts';
import { useT, useWord } from '../i18n/index.ts';
import { useData } from '../providers/dataProvider.ts';
import { problemBody, sentenceOf } from '../providers/httpClient.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { useFormat } from '../ui/format.ts';
import { AgainButton, ErrorsButton } from './buttons.tsx';
import { FirstPasswords } from './FirstPasswords.tsx';

/** What became of a file: written, undone, given up, or never read. */
export const Report = ({ file }: { file: Import }) => {
  const t = useT();
  const word = useWord();
  const { number } = useFormat();
  const { create, update, unchanged, error } = file.counts;
  const name = word('importKind', file.kind);
  const sentences = file.errors.join(' ');
  if (file.status === 'done') {
    return (
      <Outcome
        icon={<CheckCircleOutlined sx={{ color: 'tone.done.ink' }} />}
        title={t('imports.done', { count: number(create + update) })}
        body={t('imports.doneBody', {
          create: number(create),
          update: number(update),
          unchanged: number(unchanged),
          error: number(error),
        })}
        note={file.dropped ? t('imports.dropped') : sentences}
      >
        {file.kind === 'users' && <FirstPasswords file={file} />}
        <Button
          variant={file.kind === 'users' ? 'outlined' : 'contained'}
          component={Link}
          to={file.kind === 'users' ? '/organisations' : `/${file.kind}`}
        >
          {t('imports.see', { name })}
        </Button>
        {error > 0 && !file.dropped && <ErrorsButton file={file} />}
        <AgainButton file={file} />
        {file.mayActions.includes('undo') && <UndoButton file={file} />}
      </Outcome>
    );
  }
  const failed = file.status === 'failed';
  return (
    <Outcome
      icon={failed ? <ErrorOutlineOutlined /> : <UndoOutlined />}
      title={t(failed ? 'imports.failed' : file.status === 'undone' ? 'imports.undone' : 'imports.cancelled')}
      body={sentences}
      note={file.dropped ? t('imports.dropped') : ''}
    >
      <AgainButton file={file} />
    </Outcome>
  );
};

type OutcomeProps = { icon: ReactNode; title: string; body: string; note: string; children: ReactNode };

const Outcome = ({ icon, title, body, note, children }: OutcomeProps) => (
  <Box component="section" role="status" sx={{ mb: 3 }}>
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
      {icon}
      <Typography variant="h2">{title}</Typography>
    </Box>
    {body && <Typography sx={{ mt: 0.5 }}>{body}</Typography>}
    {note && (
      <Typography color="text.secondary" sx={{ mt: 0.5 }}>
        {note}
      </Typography>
    )}
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mt: 2 }}>{children}</Box>
  </Box>
);

/** Takes all of it back, or tells who has touched what. */
const UndoButton = ({ file }: { file: Import }) => {
  const t = useT();
  const data = useData();
  const notify = useNotify();
  const refresh = useRefresh();
  const { number } = useFormat();
  const [asked, setAsked] = useState(false);
  const [touched, setTouched] = useState<{ rows: TouchedRow[]; sentence: string } | null>(null);
  const { create, update } = file.counts;
  const undo = async () => {
    try {
      await data.action('imports', file.id, 'undo', { version: file.version });
    } catch (failure) {
      const rows = problemBody(failure)['touched'] as TouchedRow[] | undefined;
      if (rows) setTouched({ rows, sentence: sentenceOf(failure) });
      else notify(sentenceOf(failure), { type: 'error' });
    } finally {
      setAsked(false);
      refresh();
    }
  };
  return (
    <>
      <Button color="inherit" startIcon={<UndoOutlined />} onClick={() => setAsked(true)}>
        {t('imports.undo')}
      </Button>
      <ConfirmDialog
        open={asked}
        title={t('imports.undoTitle')}
        body={[
          create > 0 && t('imports.undoCreated', { count: number(create) }),
          update > 0 && t('imports.undoUpdated', { count: number(update) }),
          t('imports.undoBody'),
        ]
          .filter(Boolean)
          .join('')}
        confirmLabel={t('imports.undo')}
        onConfirm={undo}
        onClose={() => setAsked(false)}
      />
      {touched && <Touched {...touched} />}
    </>
  );
};

const Touched = ({ rows, sentence }: { rows: readonly TouchedRow[]; sentence: string }) => {
  const t = useT();
  const { instant } = useFormat();
  return (
    <Box role="alert" sx={{ flexBasis: '100%', mt: 1 }}>
      <Typography sx={{ fontWeight: 600 }}>{sentence}</Typography>
      <Box
        component="ul"
        sx={{ listStyle: 'none', m: 0, mt: 1, p: 0, maxWidth: 640, borderTop: 1, borderColor: 'divider' }}
      >
        {rows.map(({ row, label, by, at }) => (
          <Box
            component="li"
            key={row}
            sx={{
              display: 'flex',
              flexWrap: 'wrap',
              columnGap: 2,
              py: 1,
              borderBottom: 1,
              borderColor: 'divider',
            }}
          >
            <Box sx={{ color: 'text.secondary', minWidth: '5em' }}>{t('imports.row', { row })}</Box>
            <Box sx={{ flex: 1, minWidth: '10em' }}>{label}</Box>
            <Box sx={{ color: 'text.secondary' }}>
              {by && at ? t('imports.touchedBy', { name: by, at: instant(at) }) : t('imports.touchedUsed')}
            </Box>
          </Box>
        ))}
      </Box>
    </Box>
  );
};
