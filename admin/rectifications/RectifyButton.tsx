import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import { useNotify, useRefresh } from 'ra-core';
import { useState } from 'react';
import type { Rectification } from '../../shared/rectifications.ts';
import type { Choice } from '../../shared/rules/drafts.ts';
import { useT } from '../i18n/index.ts';
import { ConflictView, type Difference } from '../offline/ConflictView.tsx';
import { draftKey, keepDraft, keptDraft, useDrafts, type KeptDraft } from '../offline/drafts.ts';
import { queuedNow, sendDraft } from '../offline/send.ts';
import { now } from '../providers/clock.ts';
import { useMe } from '../providers/session.ts';
import { ActDialog, type ActBody } from '../ui/ActDialog.tsx';
import { useTold } from '../ui/useAct.tsx';
import { useActWord } from '../ui/useActWord.ts';
import { useFieldLabel } from '../ui/useFieldLabel.ts';
import { RectifyForm, rectifyReady, useRectifyInitial } from './actForms.tsx';

type Props = { record: Rectification; primary: boolean; size?: 'small'; fullWidth?: boolean };

/** What both sides can write about a rectified item. */
const written = ['measures', 'responsibleName', 'note'] as const;

/**
 * Marks one item rectified. What is written stays on the device until it has arrived; without a network it is handed in
 * later, once. Where somebody else has written meanwhile, both are shown.
 */
export const RectifyButton = ({ record, primary, size, fullWidth = false }: Props) => {
  const t = useT();
  const word = useActWord();
  const label = word('rectifications', 'rectify');
  const me = useMe()?.id ?? '';
  const key = draftKey(me, 'rectifications', record.id);
  const waiting = useDrafts(me).find((draft) => draft.key === key);
  const [kept, setKept] = useState<KeptDraft | null>();
  const close = () => setKept(undefined);
  if (kept === undefined && record.mayActions && !record.mayActions.includes('rectify')) return null;
  if (waiting?.queued && kept === undefined) {
    return (
      <Button variant="outlined" disabled size={size ?? 'medium'} fullWidth={fullWidth}>
        {t('phone.rectify.waiting')}
      </Button>
    );
  }
  return (
    <>
      <Button
        variant={primary ? 'contained' : 'outlined'}
        size={size ?? 'medium'}
        fullWidth={fullWidth}
        onClick={() => void keptDraft(key).then((draft) => setKept(draft ?? null))}
        data-action="rectify"
      >
        {label}
      </Button>
      {kept !== undefined && <Marking person={me} label={label} record={record} kept={kept} onClose={close} />}
    </>
  );
};

type MarkingProps = {
  person: string;
  label: string;
  record: Rectification;
  kept: KeptDraft | null;
  onClose: () => void;
};

const Marking = ({ person, label, record, kept, onClose }: MarkingProps) => {
  const t = useT();
  const notify = useNotify();
  const refresh = useRefresh();
  const told = useTold();
  const initial = useRectifyInitial()(record);
  const [mine, setMine] = useState<ActBody>(kept ? { ...initial, ...kept.fields } : initial);
  const [undecided, setUndecided] = useState(kept?.trouble?.kind === 'conflict');

  const draftOf = (fields: ActBody): KeptDraft => ({
    key: draftKey(person, 'rectifications', record.id),
    person,
    kind: 'rectifications',
    id: record.id,
    title: `${record.unionName} · ${record.itemText}`,
    base: record,
    fields,
    changedAt: now().toISOString(),
  });

  const hand = async (body: ActBody) => {
    const draft = draftOf(body);
    const queued = { ...draft, queued: queuedNow(draft, record.version) };
    await keepDraft(queued);
    const outcome = await sendDraft(queued);
    if (outcome.kind === 'refused') throw outcome.failure;
    onClose();
    if (outcome.kind === 'sent') told({ resource: 'rectifications', record, action: 'rectify' }, outcome.after);
    else notify(t(outcome.kind === 'waiting' ? 'phone.rectify.queued' : 'phone.unsent.conflict'), { type: 'info' });
    if (outcome.kind === 'conflict') refresh();
  };

  if (undecided) {
    const choose = (choices: Record<string, Choice>) => {
      const theirs = written.filter((field) => choices[field] === 'theirs');
      const merged = { ...mine, ...Object.fromEntries(theirs.map((field) => [field, record[field] ?? ''])) };
      setMine(merged);
      setUndecided(false);
      void keepDraft(draftOf(merged));
    };
    return (
      <ConflictView
        kind="rectifications"
        id={record.id}
        changedAt={kept?.changedAt ?? now().toISOString()}
        rows={differences(mine, record)}
        onDone={choose}
        onClose={onClose}
      />
    );
  }
  return (
    <ActDialog
      title={label}
      consequence={t('rectifications.act.rectifyOne')}
      confirmLabel={label}
      initial={mine}
      ready={rectifyReady(record)}
      onChange={(value) => void keepDraft(draftOf(value))}
      form={(form) => (
        <>
          {kept && (
            <Alert severity="info" variant="outlined">
              {t('phone.rectify.restored')}
            </Alert>
          )}
          <RectifyForm form={form} record={record} />
        </>
      )}
      onConfirm={hand}
      onClose={onClose}
    />
  );
};

function differences(mine: ActBody, record: Rectification): (Difference & { key: (typeof written)[number] })[] {
  return written
    .filter((field) => String(mine[field] ?? '') !== String(record[field] ?? ''))
    .map((field) => ({
      key: field,
      label: <FieldName field={field} />,
      mine: <Words>{mine[field]}</Words>,
      theirs: <Words>{record[field]}</Words>,
    }));
}

const FieldName = ({ field }: { field: string }) => <>{useFieldLabel()('rectifications', field)}</>;

const Words = ({ children }: { children: unknown }) => {
  const t = useT();
  return <>{typeof children === 'string' && children !== '' ? children : t('phone.conflict.empty')}</>;
};
