import ChevronRightOutlined from '@mui/icons-material/ChevronRightOutlined';
import NorthOutlined from '@mui/icons-material/NorthOutlined';
import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import TextField from '@mui/material/TextField';
import { useGetList } from 'ra-core';
import { useDeferredValue, useState } from 'react';
import type { Organisation } from '../../shared/organisations.ts';
import { NATION, superiorOf } from '../../shared/rules/orgCode.ts';
import { useT } from '../i18n/index.ts';
import { useMe } from '../providers/session.ts';
import { OrgPath, useOrgNames } from './orgs.tsx';

export type OrgPickerProps = {
  /** The code, or null for the whole of `root`. */
  value: string | null;
  onChange: (code: string | null) => void;
  label?: string;
  /** Where the tree begins; by default the reader's own organisation. */
  root?: string;
  placeholder?: string;
  error?: boolean;
  helperText?: string | undefined;
  disabled?: boolean;
};

/** An organisation by typing its name, or step by step down the tree with ›. Nominal tiers are skipped. */
export const OrgPicker = ({
  value,
  onChange,
  label,
  root,
  placeholder,
  error,
  helperText,
  disabled,
}: OrgPickerProps) => {
  const t = useT();
  const own = useMe()?.org.code ?? NATION;
  const top = root ?? own;
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const [at, setAt] = useState<string | null>(null);
  const names = useOrgNames(value ? [value] : []);
  const { options, isFetching } = useOptions({ open, text, at: at ?? top, top });
  const selected = value ? (names.get(value) ?? null) : null;
  const climb = at !== null && at !== top ? superiorOf(at) : null;
  return (
    <Autocomplete<Organisation>
      size="small"
      open={open}
      onOpen={() => setOpen(true)}
      onClose={(_, reason) => {
        if (reason === 'selectOption') setAt(null);
        setOpen(false);
      }}
      value={selected}
      onChange={(_, option) => onChange(option?.code ?? null)}
      onInputChange={(_, input, reason) => setText(reason === 'input' ? input : '')}
      options={options}
      loading={isFetching}
      filterOptions={(all) => all}
      getOptionLabel={(option) => option.shortName}
      getOptionKey={(option) => option.code}
      isOptionEqualToValue={(option, other) => option.code === other.code}
      noOptionsText={t('ui.org.none')}
      loadingText={t('shell.state.loading')}
      disabled={disabled ?? false}
      fullWidth
      renderInput={(params) => (
        <TextField
          {...params}
          label={label ?? t('ui.org.picker')}
          placeholder={placeholder ?? t('ui.org.all')}
          error={error ?? false}
          helperText={helperText}
          slotProps={{ inputLabel: { ...params.InputLabelProps, shrink: true } }}
        />
      )}
      renderOption={({ key, ...props }, option) => (
        <Box component="li" key={key} {...props} sx={{ gap: 1 }}>
          <Box sx={{ flex: 1, minWidth: 0 }}>{text ? <OrgPath code={option.code} /> : option.shortName}</Box>
          {option.level !== 'township' && (
            <IconButton
              size="small"
              aria-label={t('ui.org.down', { name: option.shortName })}
              title={t('ui.org.down', { name: option.shortName })}
              onMouseDown={(event) => event.preventDefault()}
              onClick={(event) => {
                event.stopPropagation();
                setText('');
                setAt(option.code);
              }}
            >
              <ChevronRightOutlined fontSize="small" />
            </IconButton>
          )}
        </Box>
      )}
      slotProps={{
        listbox: { sx: { maxHeight: 320 } },
        paper: { elevation: 1 },
        // Paths need more room than the field has.
        popper: { placement: 'bottom-start', style: { width: 'auto', minWidth: 'min(320px, 90vw)', maxWidth: '90vw' } },
      }}
      groupBy={climb === null || text ? undefined : () => at ?? ''}
      renderGroup={({ key, children }) => (
        <Box component="li" key={key}>
          <Box
            component="button"
            type="button"
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => setAt(climb)}
            sx={{
              display: 'flex',
              alignItems: 'center',
              gap: 1,
              width: 1,
              minHeight: 36,
              px: 2,
              border: 0,
              borderBottom: 1,
              borderColor: 'divider',
              bgcolor: 'page',
              color: 'text.secondary',
              font: 'inherit',
              cursor: 'pointer',
            }}
          >
            <NorthOutlined sx={{ fontSize: '1rem' }} />
            {t('ui.org.up')}
          </Box>
          <Box component="ul" sx={{ p: 0, listStyle: 'none' }}>
            {children}
          </Box>
        </Box>
      )}
    />
  );
};

type OptionsQuery = { open: boolean; text: string; at: string; top: string };

/** While something is typed, what is called so below `top`; else what lies right below `at`. */
function useOptions({ open, text, at, top }: OptionsQuery) {
  const q = useDeferredValue(text.trim());
  const place = q ? { q, ...(top === NATION ? {} : { orgCode: top }) } : { superiorCode: at };
  const { data = [], isFetching } = useGetList<Organisation & { id: string }>(
    'organisations',
    {
      filter: { ...place, nominal: false, active: true },
      sort: { field: 'code', order: 'ASC' },
      pagination: { page: 1, perPage: 100 },
    },
    { enabled: open, placeholderData: (before) => before, staleTime: 300_000 },
  );
  return { options: data, isFetching };
}
