import TextField from '@mui/material/TextField';
import { useInput, useTranslate, type InputProps } from 'ra-core';
import type { Day } from '../../shared/rules/days.ts';
import { faultText } from './faultText.ts';
import { useInputLabel } from './useInputLabel.ts';

type PickerProps = {
  value: Day | null;
  onChange: (day: Day | null) => void;
  label: string;
  min?: Day;
  max?: Day;
  required?: boolean;
  error?: boolean;
  helperText?: string | undefined;
  fullWidth?: boolean;
};

/** A calendar day by the device's own picker, which everybody's phone already knows. */
export const DayPicker = ({ value, onChange, min, max, helperText, ...props }: PickerProps) => (
  <TextField
    {...props}
    type="date"
    value={value ?? ''}
    onChange={(event) => onChange(event.target.value || null)}
    helperText={helperText}
    slotProps={{ inputLabel: { shrink: true }, htmlInput: { min, max } }}
  />
);

type Props = Pick<InputProps, 'source' | 'validate' | 'defaultValue'> & {
  label?: string;
  min?: Day;
  max?: Day;
  helperText?: string;
};

/** A day in a react-admin form; kept as `YYYY-MM-DD`, empty as null. */
export const DayInput = ({ label, min, max, helperText, ...props }: Props) => {
  const translate = useTranslate();
  const { field, fieldState, isRequired } = useInput({ ...props });
  return (
    <DayPicker
      value={(field.value as Day | null) || null}
      onChange={field.onChange}
      label={useInputLabel(props.source, label)}
      required={isRequired}
      error={fieldState.invalid}
      helperText={faultText(translate, fieldState.error?.message) ?? helperText}
      fullWidth
      {...(min ? { min } : {})}
      {...(max ? { max } : {})}
    />
  );
};
