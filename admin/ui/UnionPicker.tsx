import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import { useGetList, useGetMany } from 'ra-core';
import { useDeferredValue, useState } from 'react';
import type { Union } from '../../shared/unions.ts';
import { useT } from '../i18n/index.ts';
import { OrgPath } from './orgs.tsx';

type Props = {
  label: string;
  value: readonly string[];
  onChange: (ids: string[]) => void;
  /** Only unions of this organisation and below. */
  orgCode?: string;
  multiple?: boolean;
  hint?: string | undefined;
  error?: boolean;
};

/** Unions by typing a part of their name; active ones only. */
export const UnionPicker = ({ label, value, onChange, orgCode, multiple = false, hint, error = false }: Props) => {
  const t = useT();
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const q = useDeferredValue(text.trim());
  const { data: found = [], isFetching } = useGetList<Union>(
    'unions',
    {
      filter: { active: true, ...(q && { q }), ...(orgCode && { orgCode }) },
      sort: { field: 'name', order: 'ASC' },
      pagination: { page: 1, perPage: 20 },
    },
    { enabled: open, placeholderData: (before) => before },
  );
  const { data: chosen = [] } = useGetMany<Union>('unions', { ids: [...value] }, { enabled: value.length > 0 });
  const selected = value.length > 0 ? chosen.filter(Boolean) : [];
  const shared = {
    open,
    onOpen: () => setOpen(true),
    onClose: () => setOpen(false),
    options: found,
    loading: isFetching,
    filterOptions: (all: Union[]) => all,
    getOptionLabel: (union: Union) => union.name,
    getOptionKey: (union: Union) => union.id,
    isOptionEqualToValue: (a: Union, b: Union) => a.id === b.id,
    onInputChange: (_: unknown, input: string, reason: string) => setText(reason === 'input' ? input : ''),
    noOptionsText: t('ui.list.nothing'),
    loadingText: t('shell.state.loading'),
    size: 'small' as const,
    fullWidth: true,
  };
  return (
    <Autocomplete<Union, boolean>
      {...shared}
      multiple={multiple}
      disableCloseOnSelect={multiple}
      value={multiple ? selected : (selected[0] ?? null)}
      onChange={(_, next) => onChange((Array.isArray(next) ? next : next ? [next] : []).map(({ id }) => id))}
      renderInput={(params) => (
        <TextField
          {...params}
          label={label}
          error={error}
          helperText={hint}
          slotProps={{ inputLabel: { ...params.InputLabelProps, shrink: true } }}
        />
      )}
      renderOption={({ key, ...props }, union) => (
        <Box component="li" key={key} {...props} sx={{ display: 'block !important' }}>
          <div>{union.name}</div>
          <Box sx={{ fontSize: '0.75rem', color: 'text.secondary' }}>
            <OrgPath code={union.orgCode} />
          </Box>
        </Box>
      )}
    />
  );
};
