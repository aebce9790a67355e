import Box from '@mui/material/Box';
import { BooleanInput, SelectInput, TextInput } from 'react-admin';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import { useInput } from 'ra-core';
import { useWatch } from 'react-hook-form';
import { evidences, polarities, responsibles, tracks } from '../../shared/checklists.ts';
import { sixHaves } from '../../shared/rules/scoring.ts';
import type { words } from '../../shared/words.ts';
import { useT, useWord } from '../i18n/index.ts';

/** Everything that a checklist decides about one question. */
export const ItemInputs = ({ index }: { index: number }) => {
  const t = useT();
  const word = useWord();
  const at = (field: string) => `items.${index}.${field}`;
  const [purpose, allowNa] = useWatch({ name: ['purpose', at('allowNa')] }) as [string, boolean];
  const choices = (group: keyof typeof words, ids: readonly string[]) =>
    ids.map((id) => ({ id, name: word(group, id) }));
  const field = (name: string) => `resources.checklists.fields.${name}`;
  return (
    <Box sx={{ display: 'grid', gap: 2, '& .MuiFormControl-root': { width: 1, mt: 0, mb: 0 } }}>
      <Box sx={grid('88px minmax(0, 1fr) 240px')}>
        <TextInput source={at('key')} label={field('key')} isRequired helperText={false} />
        <TextInput source={at('text')} label={field('text')} isRequired multiline helperText={false} />
        {purpose === 'six-haves' ? (
          <SelectInput
            source={at('section')}
            label={t('checklists.form.haveChoice')}
            choices={choices('sixHave', sixHaves)}
            helperText={false}
          />
        ) : (
          <TextInput
            source={at('section')}
            label={field('section')}
            parse={(value: string) => value}
            helperText={false}
          />
        )}
      </Box>
      <Box sx={grid('repeat(4, minmax(0, 1fr))')}>
        <SelectInput
          source={at('polarity')}
          label={field('polarity')}
          choices={choices('polarity', polarities)}
          helperText={false}
        />
        <SelectInput
          source={at('track')}
          label={field('track')}
          choices={choices('track', tracks)}
          helperText={false}
        />
        <SelectInput
          source={at('evidence')}
          label={field('evidence')}
          choices={choices('evidence', evidences)}
          helperText={false}
        />
        <SelectInput
          source={at('responsible')}
          label={field('responsible')}
          choices={choices('responsible', responsibles)}
          helperText={false}
        />
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 3, rowGap: 1, alignItems: 'center' }}>
        <BooleanInput source={at('core')} label={field('core')} helperText={false} sx={{ width: 'auto !important' }} />
        <ShellInput source={at('marks')} />
        <BooleanInput
          source={at('allowNa')}
          label={field('allowNa')}
          helperText={false}
          sx={{ width: 'auto !important' }}
        />
        {allowNa && (
          <Box sx={{ flex: '1 1 200px' }}>
            <TextInput source={at('naHint')} label={field('naHint')} helperText={false} />
          </Box>
        )}
      </Box>
    </Box>
  );
};

const grid = (columns: string) => ({
  display: 'grid',
  gap: 2,
  gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: columns },
});

const ShellInput = ({ source }: { source: string }) => {
  const t = useT();
  const { field } = useInput({ source });
  return (
    <FormControlLabel
      label={t('checklists.form.shellMark')}
      control={
        <Checkbox
          checked={((field.value as string[] | null) ?? []).includes('shell')}
          onChange={(_, on) => field.onChange(on ? ['shell'] : null)}
        />
      }
    />
  );
};
