import TextField from '@mui/material/TextField';
import { useFieldLabel } from '../ui/useFieldLabel.ts';
import type { ActForm } from '../ui/ActDialog.tsx';

type Source = 'name' | 'contactName' | 'contactPhone';

/** Name and contact of an organisation, for the dialogs that make and change one. */
export const OrgFields = ({ value, set, errors }: ActForm) => {
  const label = useFieldLabel();
  const text = (
    source: Source,
    more: { maxLength: number; type?: string; required?: boolean; autoFocus?: boolean },
  ) => {
    const { maxLength, ...rest } = more;
    return (
      <TextField
        {...rest}
        label={label('organisations', source)}
        value={value[source] ?? ''}
        onChange={({ target }) => set(source, target.value)}
        error={Boolean(errors[source])}
        helperText={errors[source]}
        autoComplete="off"
        slotProps={{ htmlInput: { maxLength } }}
      />
    );
  };
  return (
    <>
      {text('name', { maxLength: 60, required: true, autoFocus: true })}
      {text('contactName', { maxLength: 40 })}
      {text('contactPhone', { maxLength: 20, type: 'tel' })}
    </>
  );
};

/** An empty contact is none. */
export const orgBody = (value: Record<string, unknown>) => ({
  name: String(value['name'] ?? '').trim(),
  contactName: String(value['contactName'] ?? '').trim() || null,
  contactPhone: String(value['contactPhone'] ?? '').trim() || null,
});

export const hasName = (value: Record<string, unknown>): boolean => orgBody(value).name.length >= 2;
