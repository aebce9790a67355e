import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useCallback, useMemo, useState } from 'react';
import { Navigate, useNavigate, useParams } from 'react-router';
import type { Campaign } from '../../shared/campaigns.ts';
import type { Checklist } from '../../shared/checklists.ts';
import type { Answer, Inspection } from '../../shared/inspections.ts';
import { answerFaults, verdictOf } from '../../shared/rules/scoring.ts';
import type { Choice } from '../../shared/rules/drafts.ts';
import { sentence } from '../../shared/messages.ts';
import { useLanguage, useT } from '../i18n/index.ts';
import { useOnline } from '../providers/online.ts';
import type { KeptDraft } from '../offline/drafts.ts';
import { problemBody } from '../providers/httpClient.ts';
import { useMe } from '../providers/session.ts';
import { size } from '../theme.ts';
import { DueDay } from '../ui/DueDay.tsx';
import { OrgPath } from '../ui/orgs.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { useShortcuts } from '../ui/shortcuts.ts';
import { ErrorState, PageSkeleton } from '../ui/states.tsx';
import { StatusChip } from '../ui/StatusChip.tsx';
import { useTold } from '../ui/useAct.tsx';
import { AnswersConflict } from './AnswersConflict.tsx';
import { mayStillSave } from './draft.ts';
import { FormEnd } from './FormEnd.tsx';
import { FormProgress } from './FormProgress.tsx';
import { QueuedNote, useKeptDraft } from './keptForm.tsx';
import { QuestionCard, questionId, type Dues } from './QuestionCard.tsx';
import { useSections } from './sections.ts';
import { useDraft } from './useDraft.ts';
import { useInspection } from './useInspection.ts';

/** The checklist of one union, to be answered; whoever may not answer now sees the page of the inspection instead. */
export const InspectionForm = () => {
  const { id = '' } = useParams();
  const me = useMe();
  const { inspection, checklist, campaign, error, refetch, again } = useInspection(id);
  const [opened, setOpened] = useState<string | null>(null);
  const { kept, visit, watch } = useKeptDraft(id, me?.id, again);
  if (error) return <ErrorState error={error} onRetry={refetch} />;
  if (!inspection || !checklist || !campaign || !me || kept === undefined) return <PageSkeleton />;
  // Once open it stays, even when somebody else submits meanwhile: then it says so. What was kept here is not hidden.
  if (opened !== id && !mayStillSave(inspection) && !kept) return <Navigate to={`/inspections/${id}/show`} replace />;
  if (opened !== id) setOpened(id);
  return (
    <Filling
      key={`${id} ${visit}`}
      inspection={inspection}
      checklist={checklist}
      campaign={campaign}
      person={me.id}
      kept={kept}
      onQueued={watch}
      reporter={me.role === 'reporter'}
    />
  );
};

type Props = {
  inspection: Inspection;
  checklist: Checklist;
  campaign: Campaign;
  person: string;
  kept: KeptDraft | null;
  /** It waits for the network from now on, or no more. */
  onQueued: (queued: boolean) => void;
  reporter: boolean;
};

function goTo(key: string | undefined) {
  if (key === undefined) return;
  document.getElementById(questionId(key))?.scrollIntoView({ behavior: 'smooth', block: 'start' });
}

const Filling = ({ inspection, checklist, campaign, person, kept, onQueued, reporter }: Props) => {
  const t = useT();
  const language = useLanguage();
  const navigate = useNavigate();
  const told = useTold();
  const online = useOnline();
  const sectionsOf = useSections();
  const draft = useDraft(inspection, person, kept);
  const { answers, record, answer } = draft;
  const [at, setAt] = useState<string | undefined>();
  const [busy, setBusy] = useState(false);
  const items = checklist.items;
  const dues: Dues = useMemo(
    () => ({ immediate: campaign.immediateDueOn, scheduled: campaign.scheduledDueOn }),
    [campaign.immediateDueOn, campaign.scheduledDueOn],
  );
  const sections = sectionsOf(items);
  const done = items.filter((item) => verdictOf(item, answers[item.key]) !== 'blank').length;
  const faultOf = (key: string) => draft.faults[`answers.${key}`];
  const faulty = items.filter(({ key }) => faultOf(key) !== undefined);
  const { choose: chooseAll } = draft;
  const choose = useCallback((key: string, whose: Choice) => chooseAll({ [key]: whose }), [chooseAll]);
  const touch = useCallback((key: string) => setAt(key), []);
  const step = (by: number) => {
    const index = items.findIndex(({ key }) => key === at);
    const next = items[Math.min(items.length - 1, Math.max(0, index + by))];
    setAt(next?.key);
    goTo(next?.key);
  };
  const press = (value: Answer['value']) => {
    const item = items.find(({ key }) => key === at) ?? items[0];
    if (!item || (value === 'na' && !item.allowNa)) return;
    setAt(item.key);
    answer(item.key, { value });
  };
  useShortcuts([
    { key: '1', label: 'inspections.form.yes', run: () => press('yes') },
    { key: '2', label: 'inspections.form.no', run: () => press('no') },
    { key: '3', label: 'inspections.form.na', run: () => press('na') },
    { key: 'j', label: 'inspections.form.next', run: () => step(1) },
    { key: 'k', label: 'inspections.form.previous', run: () => step(-1) },
  ]);

  const showFaults = (faults: Record<string, string>) => {
    draft.setFaults(faults);
    const first = items.find(({ key }) => faults[`answers.${key}`] !== undefined)?.key;
    setAt(first);
    goTo(first);
  };
  const submit = async () => {
    const faults = answerFaults(items, answers, true);
    if (Object.keys(faults).length > 0) {
      showFaults(
        Object.fromEntries(Object.entries(faults).map(([key, code]) => [`answers.${key}`, sentence(code, language)])),
      );
      return;
    }
    setBusy(true);
    try {
      // What is under way ends first, so that the version is the one that it leaves behind.
      await draft.flush();
      const { server, disputed } = draft.latest();
      if (disputed || !mayStillSave(server)) return;
      const outcome = await draft.submit();
      if (outcome.kind === 'waiting') onQueued(true);
      if (outcome.kind === 'refused') showFaults(problemBody(outcome.failure).errors ?? {});
      if (outcome.kind !== 'sent') return;
      told({ resource: 'inspections', record: server, action: 'submit' }, outcome.after);
      leave();
    } finally {
      setBusy(false);
    }
  };
  const leave = () => void navigate(`/inspections/${record.id}/show`, { replace: true, state: { _scrollToTop: true } });
  const unqueue = () => {
    onQueued(false);
    draft.unqueue();
  };
  const taken = draft.state.kind === 'taken';
  const queued = draft.state.kind === 'queued';
  const undecided = !taken && Object.keys(draft.conflicts).length > 0;
  const differs = undecided || (taken && Object.keys(draft.dirty).length > 0);
  const [closed, setClosed] = useState(false);
  return (
    <Box sx={{ maxWidth: 760, mx: 'auto' }}>
      <PageHeader
        back={reporter ? '/' : '/inspections'}
        title={reporter ? record.campaignTitle : record.unionName}
        status={<StatusChip kind="inspections" status={record.status} filled />}
        deadline={<DueDay day={record.submitBy} status={record.status} />}
        sub={
          !reporter && (
            <>
              <Box>{record.campaignTitle}</Box>
              {online && <OrgPath code={record.orgCode} />}
            </>
          )
        }
      />
      {record.returnReason && record.status === 'returned' && (
        <Alert severity="warning" variant="outlined" sx={{ mb: 2 }}>
          {t('inspections.form.returned', { reason: record.returnReason })}
        </Alert>
      )}
      {!reporter && (
        <Typography color="text.secondary" sx={{ mb: 1 }}>
          {t('inspections.form.behalfOf')}
        </Typography>
      )}
      {queued && <QueuedNote onUnqueue={unqueue} />}
      {draft.refused && (
        <Alert severity="warning" variant="outlined" sx={{ mb: 2 }}>
          {t('phone.form.refused', { reason: draft.refused })}
        </Alert>
      )}
      {differs && (
        <Alert
          severity="warning"
          variant="outlined"
          sx={{ mb: 2 }}
          action={<Button onClick={() => setClosed(false)}>{t('phone.conflict.open')}</Button>}
        >
          {t(taken ? 'inspections.form.taken' : 'inspections.form.undecided')}
        </Alert>
      )}
      {differs && !closed && (
        <AnswersConflict
          draft={draft}
          items={items}
          taken={taken}
          onDrop={() => void draft.drop().then(leave)}
          onClose={() => setClosed(true)}
        />
      )}
      {draft.restored && !queued && !differs && (
        <Alert severity="info" variant="outlined" sx={{ mb: 2 }}>
          {t('inspections.form.restored')}
        </Alert>
      )}
      <FormProgress
        done={done}
        total={items.length}
        state={undecided ? { kind: 'undecided' } : draft.state}
        onRetry={() => void draft.flush()}
      />
      {sections.map((section) => (
        <Box key={section.key} component="section" sx={{ mb: 3 }}>
          {section.name && (
            <Box sx={{ display: 'flex', alignItems: 'baseline', gap: 1, mb: 1, scrollMarginTop: size.bar + 64 }}>
              <Typography variant="h2">{section.name}</Typography>
              <Typography variant="caption">
                {t('inspections.form.answered', {
                  done: section.items.filter((item) => verdictOf(item, answers[item.key]) !== 'blank').length,
                  total: section.items.length,
                })}
              </Typography>
            </Box>
          )}
          <Box
            component="fieldset"
            disabled={taken || queued}
            sx={{ display: 'grid', gap: 1.5, border: 0, m: 0, p: 0, minWidth: 0 }}
          >
            {section.items.map((item) => (
              <QuestionCard
                key={item.key}
                inspectionId={record.id}
                item={item}
                answer={answers[item.key]}
                dues={dues}
                current={at === item.key}
                fault={faultOf(item.key)}
                theirs={draft.conflicts[item.key]}
                mine={item.key in draft.conflicts ? (draft.dirty[item.key] ?? draft.base.answers[item.key]) : undefined}
                onAnswer={answer}
                onChoose={choose}
                onTouch={touch}
              />
            ))}
          </Box>
        </Box>
      ))}
      {!online && !queued && (
        <Alert severity="info" variant="outlined" sx={{ mb: 2 }}>
          {t('phone.form.offlineHint')}
        </Alert>
      )}
      <FormEnd
        items={items}
        answers={answers}
        dues={dues}
        faulty={faulty.length}
        busy={busy}
        disabled={taken || undecided || queued}
        onGo={(key) => {
          setAt(key);
          goTo(key);
        }}
        onSubmit={() => void submit()}
      />
    </Box>
  );
};
