import TextField from '@mui/material/TextField';
import { useInput, useTranslate } from 'ra-core';
import { uscc } from '../../shared/enterprises.ts';
import { sentence } from '../../shared/messages.ts';
import { useLanguage, useT } from '../i18n/index.ts';
import { faultText } from '../ui/faultText.ts';
import { useInputLabel } from '../ui/useInputLabel.ts';

/** The code as people type it; from 18 characters on a wrong check character is told at once. */
export const UsccInput = () => {
  const t = useT();
  const translate = useTranslate();
  const language = useLanguage();
  const { field, fieldState } = useInput({ source: 'uscc' });
  const label = useInputLabel('uscc');
  const typed = String(field.value ?? '').replace(/\s/g, '');
  const wrong = typed.length >= 18 && !uscc.safeParse(typed).success ? sentence('invalid-uscc', language) : undefined;
  const fault = faultText(translate, fieldState.error?.message) ?? wrong;
  return (
    <TextField
      {...field}
      value={field.value ?? ''}
      label={`${label} *`}
      error={Boolean(fault)}
      helperText={fault ?? t('ledger.form.usccHint')}
      fullWidth
      slotProps={{
        inputLabel: { shrink: true },
        htmlInput: { maxLength: 30, autoCapitalize: 'characters', autoComplete: 'off', spellCheck: false },
      }}
    />
  );
};
