import TextField from '@mui/material/TextField';
import type { ActForm } from './ActDialog.tsx';
import { DayPicker } from './DayPicker.tsx';

/** What stands in the body of an act's form, as a text, a list of texts, or a day. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
export const textsOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
export const dayIn = (value: unknown): string | null => textOf(value) || null;

type FieldProps = { form: ActForm; field: string; label: string; required?: boolean };

/** A line or several of an act's form, with its fault. */
export const FormText = ({
  form: { value, set, errors },
  field,
  label,
  required = false,
  rows = 1,
  max = 500,
  hint,
  autoFocus = false,
}: FieldProps & { rows?: number; max?: number; hint?: string | undefined; autoFocus?: boolean }) => (
  <TextField
    label={label}
    required={required}
    fullWidth
    autoFocus={autoFocus}
    {...(rows > 1 ? { multiline: true, minRows: rows, maxRows: 8 } : {})}
    value={textOf(value[field])}
    onChange={({ target }) => set(field, target.value)}
    error={Boolean(errors[field])}
    helperText={errors[field] ?? hint}
    slotProps={{ inputLabel: { shrink: true }, htmlInput: { maxLength: max } }}
  />
);

/** A day of an act's form, with its fault. */
export const FormDay = ({
  form: { value, set, errors },
  field,
  label,
  required = false,
  min,
  max,
}: FieldProps & { min?: string | undefined; max?: string | undefined }) => (
  <DayPicker
    label={label}
    required={required}
    fullWidth
    min={min}
    max={max}
    value={dayIn(value[field])}
    onChange={(day) => set(field, day)}
    error={Boolean(errors[field])}
    helperText={errors[field]}
  />
);
