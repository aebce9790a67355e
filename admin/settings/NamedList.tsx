import AddOutlined from '@mui/icons-material/AddOutlined';
import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import { TextInput } from 'react-admin';
import { useFieldArray, useWatch } from 'react-hook-form';
import type { Named, SettingsRecord } from '../../shared/settings.ts';
import { useT } from '../i18n/index.ts';

type Props = { part: 'batchCategories' | 'letterKinds'; prefix: string; settings: SettingsRecord };

/** A key that nothing here has or had: what hangs on an old one keeps it. */
function freshKey(prefix: string, known: readonly Named[]): string {
  const taken = new Set(known.map(({ key }) => key));
  for (let number = 1; ; number += 1) if (!taken.has(`${prefix}-${number}`)) return `${prefix}-${number}`;
}

/** An enumeration of the tenant: names are changed, added and taken away; their keys stay unseen. */
export const NamedList = ({ part, prefix, settings }: Props) => {
  const t = useT();
  const { fields, append, remove } = useFieldArray({ name: part });
  const entries = (useWatch({ name: part }) ?? []) as Named[];
  const known = [...entries, ...(settings.own[part] ?? []), ...settings.above[part]];
  return (
    <Box className="wide" sx={{ display: 'grid', gap: 1.5 }}>
      {fields.map(({ id }, index) => (
        <Box key={id} sx={{ display: 'flex', alignItems: 'flex-start', gap: 1, maxWidth: 420 }}>
          <TextInput source={`${part}.${index}.name`} label={`${t('settings.name')} ${index + 1}`} helperText={false} />
          <IconButton
            aria-label={t('settings.remove', { name: entries[index]?.name ?? '' })}
            disabled={fields.length === 1}
            onClick={() => remove(index)}
            sx={{ mt: 2.5, width: 44, height: 44 }}
          >
            <DeleteOutlined fontSize="small" />
          </IconButton>
        </Box>
      ))}
      <Box>
        <Button startIcon={<AddOutlined />} onClick={() => append({ key: freshKey(prefix, known), name: '' })}>
          {t('settings.add')}
        </Button>
      </Box>
    </Box>
  );
};
