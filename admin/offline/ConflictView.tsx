import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import ButtonBase from '@mui/material/ButtonBase';
import CheckOutlined from '@mui/icons-material/CheckOutlined';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { useGetList } from 'ra-core';
import { useState, type ReactNode } from 'react';
import type { HistoryEvent } from '../../shared/events.ts';
import type { Choice } from '../../shared/rules/drafts.ts';
import { useT } from '../i18n/index.ts';
import { useFormat } from '../ui/format.ts';
import { usePhone } from '../ui/usePhone.ts';
import type { DraftKind } from './drafts.ts';

export type Difference = { key: string; label: ReactNode; mine: ReactNode; theirs: ReactNode };

type Props = {
  kind: DraftKind;
  id: string;
  /** When the own version was entered last. */
  changedAt: string;
  rows: readonly Difference[];
  onDone: (choices: Record<string, Choice>) => void;
  onClose: () => void;
  /** Given when the others have handed in already: then there is nothing to choose but what becomes of one's own. */
  onDrop?: (() => void) | undefined;
};

/** Who changed the record last, and when. */
function useOther(kind: DraftKind, id: string): { name: string; at: string } | null {
  const { data } = useGetList<HistoryEvent>('events', {
    filter: { subjectType: kind, subjectId: id },
    sort: { field: 'at', order: 'DESC' },
    pagination: { page: 1, perPage: 1 },
  });
  const [last] = data ?? [];
  return last ? { name: last.actorName, at: last.at } : null;
}

/** Both versions side by side, with who and when; one chooses for each difference or for all. */
export const ConflictView = ({ kind, id, changedAt, rows, onDone, onClose, onDrop }: Props) => {
  const t = useT();
  const phone = usePhone();
  const { instant } = useFormat();
  const other = useOther(kind, id);
  const [choices, setChoices] = useState<Record<string, Choice>>({});
  const all = (choice: Choice) => setChoices(Object.fromEntries(rows.map(({ key }) => [key, choice])));
  const left = rows.filter(({ key }) => choices[key] === undefined).length;
  const said = other && { name: other.name, at: instant(other.at) };
  const intro = onDrop
    ? said
      ? t('phone.conflict.taken', said)
      : t('phone.conflict.takenNobody')
    : said
      ? t('phone.conflict.body', said)
      : t('phone.conflict.bodyNobody');
  const heads: Record<Choice, string> = {
    mine: t('phone.conflict.mineAt', { at: instant(changedAt) }),
    theirs: said ? t('phone.conflict.theirs', said) : t('phone.conflict.theirsNobody'),
  };
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="md" aria-labelledby="versions-title">
      <DialogTitle id="versions-title">{t('phone.conflict.title')}</DialogTitle>
      <DialogContent>
        <Typography color="text.secondary">{intro}</Typography>
        {rows.length === 0 && <Typography sx={{ mt: 2 }}>{t('phone.conflict.same')}</Typography>}
        {!onDrop && rows.length > 1 && (
          <Box sx={{ display: 'flex', gap: 1, mt: 2 }}>
            <Button variant="outlined" fullWidth={phone} onClick={() => all('mine')}>
              {t('phone.conflict.allMine')}
            </Button>
            <Button variant="outlined" fullWidth={phone} onClick={() => all('theirs')}>
              {t('phone.conflict.allTheirs')}
            </Button>
          </Box>
        )}
        {rows.map(({ key, label, ...sides }) => (
          <Box
            key={key}
            component="section"
            sx={{ py: 2, borderBottom: 1, borderColor: 'divider' }}
            aria-labelledby={`versions-${key}`}
          >
            <Typography id={`versions-${key}`} sx={{ mb: 1 }}>
              {label}
            </Typography>
            <Box
              role="radiogroup"
              aria-labelledby={`versions-${key}`}
              sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 1 }}
            >
              {(['mine', 'theirs'] as const).map((side) => (
                <Side
                  key={side}
                  head={heads[side]}
                  chosen={choices[key] === side}
                  {...(onDrop ? {} : { onChoose: () => setChoices({ ...choices, [key]: side }) })}
                >
                  {sides[side]}
                </Side>
              ))}
            </Box>
          </Box>
        ))}
      </DialogContent>
      <DialogActions sx={{ flexWrap: 'wrap' }}>
        {onDrop ? (
          <>
            <Button color="inherit" onClick={onDrop}>
              {t('phone.conflict.dropMine')}
            </Button>
            <Button variant="contained" onClick={onClose}>
              {t('phone.conflict.keepMine')}
            </Button>
          </>
        ) : (
          <>
            {left > 0 && (
              <Typography role="status" color="text.secondary" sx={{ flex: 1 }}>
                {t('phone.conflict.left', { count: left })}
              </Typography>
            )}
            <Button variant="contained" size="large" disabled={left > 0} onClick={() => onDone(choices)}>
              {t('phone.conflict.done')}
            </Button>
          </>
        )}
      </DialogActions>
    </Dialog>
  );
};

type SideProps = { head: string; chosen: boolean; onChoose?: () => void; children: ReactNode };

const Side = ({ head, chosen, onChoose, children }: SideProps) => (
  <ButtonBase
    role="radio"
    aria-checked={chosen}
    disabled={!onChoose}
    onClick={onChoose}
    sx={{
      display: 'grid',
      alignContent: 'start',
      justifyItems: 'start',
      justifyContent: 'start',
      gap: 0.5,
      minHeight: 64,
      p: 1.25,
      textAlign: 'left',
      border: chosen ? 2 : 1,
      borderRadius: 1,
      borderColor: chosen ? 'primary.main' : 'divider',
      bgcolor: chosen ? 'selected' : 'transparent',
    }}
  >
    <Typography component="span" variant="caption" sx={{ display: 'flex', alignItems: 'center', gap: 0.5 }}>
      {chosen && <CheckOutlined sx={{ fontSize: '1rem' }} aria-hidden />}
      {head}
    </Typography>
    <Box component="span" sx={{ whiteSpace: 'pre-wrap' }}>
      {children}
    </Box>
  </ButtonBase>
);
