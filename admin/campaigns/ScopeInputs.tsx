import CloseOutlined from '@mui/icons-material/CloseOutlined';
import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormHelperText from '@mui/material/FormHelperText';
import InputAdornment from '@mui/material/InputAdornment';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import TextField from '@mui/material/TextField';
import { useInput, useTranslate } from 'ra-core';
import { useState } from 'react';
import { unionKinds } from '../../shared/unions.ts';
import { useT, useWord } from '../i18n/index.ts';
import { ChoiceChips } from '../ui/ChoiceChips.tsx';
import { faultText } from '../ui/faultText.ts';
import { OrgPicker } from '../ui/OrgPicker.tsx';
import { useOrgNames } from '../ui/orgs.tsx';

/** The whole of the issuer's region, or some of the organisations below it. */
export const RegionInput = ({ issuer }: { issuer: string }) => {
  const t = useT();
  const translate = useTranslate();
  const { field, fieldState } = useInput({ source: 'scope.orgCodes' });
  const codes = (field.value as string[] | undefined) ?? [];
  const names = useOrgNames([issuer, ...codes]);
  const nameOf = (code: string) => names.get(code)?.shortName ?? '…';
  const whole = codes.length === 1 && codes[0] === issuer;
  const [some, setSome] = useState(!whole);
  const choose = (next: 'whole' | 'some') => {
    setSome(next === 'some');
    field.onChange(next === 'whole' ? [issuer] : codes.filter((code) => code !== issuer));
  };
  return (
    <Box>
      <RadioGroup
        row
        aria-label={t('campaigns.form.region')}
        value={some ? 'some' : 'whole'}
        onChange={(_, next) => choose(next as 'whole' | 'some')}
      >
        <FormControlLabel
          value="whole"
          control={<Radio size="small" />}
          label={t('campaigns.form.wholeRegion', { name: nameOf(issuer) })}
        />
        <FormControlLabel value="some" control={<Radio size="small" />} label={t('campaigns.form.someRegions')} />
      </RadioGroup>
      {some && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center', mt: 0.5 }}>
          {codes.map((code) => (
            <Chip
              key={code}
              label={nameOf(code)}
              onDelete={() => field.onChange(codes.filter((other) => other !== code))}
              deleteIcon={<CloseOutlined aria-label={t('campaigns.form.removeRegion', { name: nameOf(code) })} />}
              sx={{ height: { xs: 44, md: 32 } }}
            />
          ))}
          <Box sx={{ width: { xs: 1, md: 200 } }}>
            <OrgPicker
              key={codes.join()}
              value={null}
              root={issuer}
              label={t('campaigns.form.addRegion')}
              placeholder={t('ui.org.placeholder')}
              onChange={(code) => code && !codes.includes(code) && field.onChange([...codes, code])}
            />
          </Box>
        </Box>
      )}
      {fieldState.error && <FormHelperText error>{faultText(translate, fieldState.error.message)}</FormHelperText>}
    </Box>
  );
};

type KindsProps = {
  source: string;
  label: string;
  hint?: string;
  /** What “none chosen” is kept as. */ none: null | [];
};

/** Kinds of unions, all in sight. */
export const KindsInput = ({ source, label, hint, none }: KindsProps) => {
  const word = useWord();
  const { field } = useInput({ source, defaultValue: none });
  return (
    <ChoiceChips
      label={label}
      {...(hint ? { hint } : {})}
      options={unionKinds.map((id) => ({ id, name: word('unionKind', id) }))}
      value={(field.value as string[] | null) ?? []}
      onChange={(kinds) => field.onChange(kinds.length > 0 ? kinds : none)}
    />
  );
};

/** A number of people, or nothing for “any”. */
export const PeopleInput = ({ source, label }: { source: string; label: string }) => {
  const t = useT();
  const translate = useTranslate();
  const { field, fieldState } = useInput({ source, defaultValue: null });
  const value = field.value as number | null;
  return (
    <TextField
      type="number"
      label={label}
      value={value ?? ''}
      placeholder={t('campaigns.form.unlimited')}
      onChange={({ target }) => field.onChange(target.value === '' ? null : Math.round(Number(target.value)))}
      onBlur={field.onBlur}
      error={fieldState.invalid}
      helperText={faultText(translate, fieldState.error?.message)}
      sx={{ width: { xs: 1, md: 176 } }}
      slotProps={{
        inputLabel: { shrink: true },
        htmlInput: { min: 0, inputMode: 'numeric' },
        input: { endAdornment: <InputAdornment position="end">{t('campaigns.form.people')}</InputAdornment> },
      }}
    />
  );
};
