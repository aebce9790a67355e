import { useInput, useTranslate, type InputProps } from 'ra-core';
import type { Day } from '../../shared/rules/days.ts';
import { DayPicker } from './DayPicker.tsx';
import { faultText } from './faultText.ts';
import { useInputLabel } from './useInputLabel.ts';

type Props = Pick<InputProps, 'source' | 'validate' | 'defaultValue'> & {
  label?: string;
  min?: Day | undefined;
  max?: Day | undefined;
  helperText?: string;
  disabled?: boolean;
};

/** A day in a react-admin form; kept as `YYYY-MM-DD`, empty as null. */
export const DayInput = ({ label, min, max, helperText, disabled = false, ...props }: Props) => {
  const translate = useTranslate();
  const { field, fieldState, isRequired } = useInput({ ...props });
  return (
    <DayPicker
      name={props.source}
      value={(field.value as Day | null) || null}
      onChange={field.onChange}
      label={useInputLabel(props.source, label)}
      required={isRequired}
      disabled={disabled}
      error={fieldState.invalid}
      helperText={faultText(translate, fieldState.error?.message) ?? helperText}
      fullWidth
      min={min}
      max={max}
    />
  );
};

export { DayPicker };
