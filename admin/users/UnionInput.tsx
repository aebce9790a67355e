import { useInput, useTranslate } from 'ra-core';
import { useWatch } from 'react-hook-form';
import { faultText } from '../ui/faultText.ts';
import { UnionPicker } from '../ui/UnionPicker.tsx';
import { useInputLabel } from '../ui/useInputLabel.ts';

/** The union that a reporter answers for, among those of the organisation chosen in the same form. */
export const UnionInput = ({ source }: { source: string }) => {
  const translate = useTranslate();
  const { field, fieldState } = useInput({ source });
  const orgCode = useWatch({ name: 'orgCode' }) as string | null;
  const label = useInputLabel(source);
  const value = field.value as string | null;
  return (
    <UnionPicker
      label={label}
      value={value ? [value] : []}
      onChange={([id]) => field.onChange(id ?? null)}
      {...(orgCode ? { orgCode } : {})}
      error={fieldState.invalid}
      hint={faultText(translate, fieldState.error?.message)}
    />
  );
};
