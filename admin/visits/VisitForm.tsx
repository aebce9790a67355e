import { enterpriseStages, type Enterprise } from '../../shared/enterprises.ts';
import { visitOutcomes } from '../../shared/visits.ts';
import { needsReason } from '../enterprises/StageForm.tsx';
import { useT, useWord } from '../i18n/index.ts';
import type { ActBody, ActForm } from '../ui/ActDialog.tsx';
import { EvidenceInput } from '../ui/EvidenceInput.tsx';
import { FormDay, FormText, textOf, textsOf } from '../ui/formValues.tsx';
import { useFormat } from '../ui/format.ts';
import { SingleChoice } from '../ui/SingleChoice.tsx';

type Stage = Enterprise['stage'] | 'keep';

/** A visit is complete with its day, who went and what came of it; a step backwards says why. */
export function visitReady(enterprise?: Enterprise): (value: ActBody) => boolean {
  return (value) => {
    const stage = textOf(value['stage']);
    const noted = textOf(value['note']).trim().length >= 2;
    return (
      ['visitedOn', 'visitorName', 'outcome'].every((field) => textOf(value[field]).trim() !== '') &&
      (noted || stage === '' || stage === 'keep' || !enterprise || !needsReason(enterprise.stage, stage))
    );
  };
}

type Props = {
  form: ActForm;
  enterprise?: Enterprise | undefined;
  /** The visit that is being corrected. */
  visitId?: string;
};

/** When, what came of it, what was said; and, where it changes something, the stage in the same go. */
export const VisitForm = ({ form, enterprise, visitId }: Props) => {
  const t = useT();
  const word = useWord();
  const { today } = useFormat();
  const { value, set, errors } = form;
  const stage = (textOf(value['stage']) || 'keep') as Stage;
  const backwards = enterprise && stage !== 'keep' && needsReason(enterprise.stage, stage);
  return (
    <>
      <SingleChoice
        label={t('ledger.visit.outcome')}
        required
        options={visitOutcomes.map((id) => ({ id, name: word('visitOutcome', id) }))}
        value={visitOutcomes.find((id) => id === value['outcome']) ?? null}
        onChange={(next) => set('outcome', next)}
        error={errors['outcome']}
      />
      <FormText
        form={form}
        field="note"
        label={t('ledger.visit.note')}
        required={Boolean(backwards)}
        rows={3}
        hint={backwards ? t('ledger.act.reasonHint') : undefined}
      />
      {enterprise?.mayActions.includes('change-stage') && (
        <SingleChoice<Stage>
          label={t('ledger.visit.stage')}
          options={[
            { id: 'keep', name: t('ledger.visit.keepStage') },
            // Established needs its union: an act of its own.
            ...enterpriseStages
              .filter((id) => id !== enterprise.stage && id !== 'established')
              .map((id) => ({ id, name: word('enterpriseStage', id) })),
          ]}
          value={stage}
          onChange={(next) => set('stage', next)}
          error={errors['stage']}
        />
      )}
      <FormDay form={form} field="visitedOn" label={t('ledger.visit.on')} required max={today} />
      <FormText form={form} field="visitorName" label={t('ledger.visit.by')} required max={40} />
      <EvidenceInput
        files
        slot={`visit/${visitId ?? enterprise?.id ?? 'new'}`}
        label={t('ledger.visit.photos')}
        value={textsOf(value['attachmentIds'])}
        onChange={(ids) => set('attachmentIds', ids)}
        error={errors['attachmentIds']}
      />
    </>
  );
};
