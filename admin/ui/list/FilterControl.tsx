import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useResourceContext } from 'ra-core';
import { words } from '../../../shared/words.ts';
import { useT, useWord } from '../../i18n/index.ts';
import { DayPicker } from '../DayPicker.tsx';
import { useFormat } from '../format.ts';
import { OrgPicker } from '../OrgPicker.tsx';
import { useFieldLabel } from '../useFieldLabel.ts';
import { withFilter, type Filters } from './filterValues.ts';
import type { Choice, FilterField } from './types.ts';

type Props = {
  field: Exclude<FilterField, { kind: 'search' }>;
  filters: Filters;
  onChange: (filters: Filters) => void;
};

/** The control of one filter. */
export const FilterControl = ({ field, filters, onChange }: Props) => {
  const t = useT();
  const word = useWord();
  const resource = useResourceContext() ?? '';
  const source = field.source ?? 'orgCode';
  const label = useFieldLabel()(resource, source, field.label);
  const value = filters[source];
  const set = (next: unknown) => onChange(withFilter(filters, source, next));
  switch (field.kind) {
    case 'org': {
      // A door may ask for one organisation alone; whatever is chosen here means it and all below again.
      const { orgExact, ...others } = filters;
      const code = value ?? orgExact;
      return (
        <Box sx={{ width: { xs: 1, md: 184 } }}>
          <OrgPicker
            value={typeof code === 'string' ? code : null}
            onChange={(next) => onChange(withFilter(others, source, next))}
            label={orgExact ? t('ui.list.ownLevel', { label }) : label}
          />
        </Box>
      );
    }
    case 'choice':
      return (
        <ChoiceControl
          label={label}
          options={field.options}
          multiple={field.multiple ?? false}
          value={value}
          onChange={set}
        />
      );
    case 'word': {
      const options = (field.only ?? Object.keys(words[field.group])).map((id) => ({
        id,
        name: word(field.group, id),
      }));
      return (
        <ChoiceControl
          label={label}
          options={options}
          multiple={field.multiple ?? false}
          value={value}
          onChange={set}
        />
      );
    }
    case 'days':
    case 'numbers':
      return <RangeControl kind={field.kind} label={label} source={source} filters={filters} onChange={onChange} />;
    case 'flag':
      return (
        <FormControlLabel
          label={label}
          sx={{ mr: 1, minHeight: 40 }}
          control={
            <Checkbox
              size="small"
              checked={value === true}
              onChange={(_, checked) => set(checked ? true : undefined)}
            />
          }
        />
      );
    case 'custom':
      return <>{field.render(value, set)}</>;
  }
};

type ChoiceProps = {
  label: string;
  options: readonly Choice[];
  multiple: boolean;
  value: unknown;
  onChange: (value: unknown) => void;
};

const ChoiceControl = ({ label, options, multiple, value, onChange }: ChoiceProps) => {
  const t = useT();
  const { list } = useFormat();
  const given = Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : [];
  // What the address asks for may be known before its name is.
  const chosen = given.filter((id) => options.some((option) => option.id === id));
  return (
    <TextField
      select
      label={label}
      value={multiple ? chosen : (chosen[0] ?? '')}
      onChange={({ target }) => onChange(target.value)}
      sx={{ width: { xs: 1, md: 'auto' }, minWidth: { md: 128 }, maxWidth: { md: 240 } }}
      slotProps={{
        inputLabel: { shrink: true },
        select: {
          displayEmpty: true,
          multiple,
          renderValue: () => {
            const names = options.filter(({ id }) => chosen.includes(id)).map(({ name }) => name);
            return names.length > 0 ? list(names) : <Box sx={{ color: 'text.disabled' }}>{t('ui.list.any')}</Box>;
          },
        },
      }}
    >
      {!multiple && (
        <MenuItem value="">
          <Box sx={{ color: 'text.secondary' }}>{t('ui.list.any')}</Box>
        </MenuItem>
      )}
      {options.map(({ id, name }) => (
        <MenuItem key={id} value={id}>
          {multiple && <Checkbox size="small" checked={chosen.includes(id)} sx={{ py: 0, pl: 0 }} />}
          {name}
        </MenuItem>
      ))}
    </TextField>
  );
};

type RangeProps = {
  kind: 'days' | 'numbers';
  label: string;
  source: string;
  filters: Filters;
  onChange: (filters: Filters) => void;
};

const RangeControl = ({ kind, label, source, filters, onChange }: RangeProps) => {
  const t = useT();
  const edge = (suffix: '_gte' | '_lte', name: string) => {
    const value = filters[source + suffix];
    const set = (next: unknown) => onChange(withFilter(filters, source + suffix, next));
    if (kind === 'days') {
      return <DayPicker label={`${label} ${name}`} value={typeof value === 'string' ? value : null} onChange={set} />;
    }
    return (
      <TextField
        type="number"
        label={`${label} ${name}`}
        value={value ?? ''}
        onChange={({ target }) => set(target.value === '' ? undefined : Number(target.value))}
        slotProps={{ inputLabel: { shrink: true }, htmlInput: { min: 0, inputMode: 'numeric' } }}
        sx={{ width: { md: 128 } }}
      />
    );
  };
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, '& > *': { flex: { xs: 1, md: 'none' } } }}>
      {edge('_gte', kind === 'days' ? t('ui.list.from') : t('ui.list.atLeast'))}
      <Typography component="span" color="text.secondary" sx={{ flex: 'none !important' }}>
        –
      </Typography>
      {edge('_lte', kind === 'days' ? t('ui.list.to') : t('ui.list.atMost'))}
    </Box>
  );
};
