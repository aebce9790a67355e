import { useState, type ReactNode } from 'react';
import type { Resource } from '../../shared/permissions.ts';
import { useT } from '../i18n/index.ts';
import { ActDialog, type ActBody, type ActDialogProps } from './ActDialog.tsx';
import { BusyButton } from './BusyButton.tsx';
import { stepFor, useAct, type Acted } from './useAct.tsx';
import { useActWord } from './useActWord.ts';

type Props = Pick<ActDialogProps, 'form' | 'initial' | 'ready' | 'reason'> & {
  resource: Resource;
  record: Acted;
  action: string;
  /** Names the act and its effect: `下发给 5,210 家工会`. By default the word of the action. */
  label?: string;
  /** The consequence. Given for an irreversible act, which then asks once; and the small text above a form. */
  consequence?: ReactNode;
  /** What the dialog's button says; by default the label. */
  confirmLabel?: ActDialogProps['confirmLabel'];
  /** The one big button of the page. */
  primary?: boolean;
  size?: 'small' | 'medium' | 'large';
  fullWidth?: boolean;
  icon?: ReactNode;
  onDone?: (after: Acted) => void;
};

/**
 * A workflow act as a button. It is there only while the record's `mayActions` has it; asks for a reason, a form or a
 * confirmation as the act needs; a reversible one happens at once and can be taken back from the message.
 */
export const ActionButton = (props: Props) => {
  const { resource, record, action, primary = false, size = 'medium', fullWidth = false, icon, onDone } = props;
  const t = useT();
  const word = useActWord();
  const act = useAct();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const step = stepFor(resource, action);
  const label = props.label ?? word(resource, action);
  // A step that needs its reason in one direction only asks for it in its form.
  const reason = props.reason ?? (step?.reason === true ? 'required' : undefined);
  const asks = Boolean(reason ?? props.form ?? props.consequence);
  // A dialog that is open stays, although a refresh may have taken the act away meanwhile.
  if (!asking && !busy && record.mayActions && !record.mayActions.includes(action)) return null;

  const run = async (body: ActBody) => {
    setBusy(true);
    try {
      const after = await act({ resource, record, action, body, label: word(resource, action) });
      setAsking(false);
      if (after) onDone?.(after);
    } finally {
      setBusy(false);
    }
  };

  return (
    <>
      <BusyButton
        variant={primary ? 'contained' : 'outlined'}
        size={size}
        fullWidth={fullWidth}
        startIcon={icon}
        loading={busy && !asking}
        onClick={() => (asks ? setAsking(true) : void run(props.initial ?? {}))}
        data-action={action}
      >
        {label}
      </BusyButton>
      {asking && (
        <ActDialog
          title={props.form || reason ? label : t('ui.act.askOnce', { act: label })}
          consequence={props.consequence}
          confirmLabel={props.confirmLabel ?? label}
          reason={reason}
          form={props.form}
          initial={props.initial}
          ready={props.ready}
          onConfirm={run}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
};
