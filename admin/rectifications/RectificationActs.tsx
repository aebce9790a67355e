import type { Rectification } from '../../shared/rectifications.ts';
import { useT } from '../i18n/index.ts';
import { useMe } from '../providers/session.ts';
import { ActionButton } from '../ui/ActionButton.tsx';
import { useFormat } from '../ui/format.ts';
import {
  DecisionForm,
  decisionInitial,
  decisionReady,
  ExtensionForm,
  extensionReady,
  ReopenForm,
} from './actForms.tsx';
import { RectifyButton } from './RectifyButton.tsx';

type Props = {
  record: Rectification;
  /** In a row of a list: only the acts of the moment, small. */
  compact?: boolean;
  fullWidth?: boolean;
  /** Of a union's own item: marking and asking for more time are what one comes for. */
  marksHere?: boolean;
};

/** Cities and provinces verify; that they could mark an item themselves is not what they come for. */
const useMarks = () => {
  const me = useMe();
  return me?.role === 'reporter' || me?.org.level === 'district' || me?.org.level === 'township';
};

/** The acts that this item allows this person now, the next one last and big. */
export const RectificationActs = ({ record, compact = false, fullWidth = false, marksHere = false }: Props) => {
  const t = useT();
  const { day } = useFormat();
  const marks = useMarks();
  const shared = { resource: 'rectifications' as const, record, fullWidth, ...(compact && { size: 'small' as const }) };
  const { extension } = record;
  return (
    <>
      {!compact && <ActionButton {...shared} action="withdraw" />}
      {!compact && (
        <ActionButton
          {...shared}
          action="reopen"
          consequence={t('rectifications.act.reopenBody')}
          form={(form) => <ReopenForm form={form} />}
        />
      )}
      {(!compact || marksHere) && (
        <ActionButton
          {...shared}
          action="request-extension"
          consequence={t('rectifications.act.extendBody', { day: day(record.dueOn) })}
          form={(form) => <ExtensionForm form={form} record={record} />}
          ready={extensionReady}
        />
      )}
      <ActionButton {...shared} action="return" consequence={t('rectifications.act.returnBody')} />
      {(!compact || marks) && (
        <RectifyButton
          record={record}
          primary={marks && (!compact || marksHere)}
          fullWidth={fullWidth}
          {...(compact && { size: 'small' as const })}
        />
      )}
      <ActionButton
        {...shared}
        action="decide-extension"
        primary={!compact}
        consequence={
          extension &&
          t('rectifications.act.decideBody', {
            name: extension.requestedBy,
            from: day(record.dueOn),
            until: day(extension.until),
            reason: extension.reason,
          })
        }
        form={(form) => <DecisionForm form={form} />}
        initial={decisionInitial}
        confirmLabel={(value) =>
          t(value['approve'] === false ? 'rectifications.act.refuse' : 'rectifications.act.approve')
        }
        ready={decisionReady}
      />
      <ActionButton {...shared} action="close" primary={!compact} />
    </>
  );
};
