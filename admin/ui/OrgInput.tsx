import { useInput, useTranslate, type InputProps } from 'ra-core';
import { faultText } from './faultText.ts';
import { OrgPicker } from './OrgPicker.tsx';
import { useInputLabel } from './useInputLabel.ts';

type Props = Pick<InputProps, 'source' | 'validate' | 'defaultValue'> & {
  label?: string;
  root?: string;
  disabled?: boolean;
};

/** The organisation picker as an input of a react-admin form. */
export const OrgInput = ({ root, disabled, label, ...props }: Props) => {
  const translate = useTranslate();
  const { field, fieldState, isRequired } = useInput({ ...props });
  const text = useInputLabel(props.source, label);
  return (
    <OrgPicker
      value={(field.value as string | null) || null}
      onChange={field.onChange}
      label={isRequired ? `${text} *` : text}
      error={fieldState.invalid}
      helperText={faultText(translate, fieldState.error?.message)}
      {...(root ? { root } : {})}
      {...(disabled ? { disabled } : {})}
    />
  );
};
