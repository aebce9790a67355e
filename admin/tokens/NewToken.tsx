import AddOutlined from '@mui/icons-material/AddOutlined';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import { useRefresh } from 'ra-core';
import { useState } from 'react';
import { addDays } from '../../shared/rules/days.ts';
import type { Token } from '../../shared/tokens.ts';
import { useT } from '../i18n/index.ts';
import { useData } from '../providers/dataProvider.ts';
import { ActDialog, type ActBody } from '../ui/ActDialog.tsx';
import { DayPicker } from '../ui/DayPicker.tsx';
import { useFormat } from '../ui/format.ts';
import { SecretDialog } from '../ui/SecretDialog.tsx';
import { useFieldLabel } from '../ui/useFieldLabel.ts';

type Made = Token & { token: string };

const longest = 365;
const usual = 90;

/** A token for another system; it is shown in the answer and never again. */
export const NewToken = () => {
  const t = useT();
  const label = useFieldLabel();
  const { post } = useData();
  const refresh = useRefresh();
  const { today } = useFormat();
  const [open, setOpen] = useState(false);
  const [made, setMade] = useState<Made | null>(null);
  const create = async (body: ActBody) => {
    setMade(await post<Made>('tokens', body));
    setOpen(false);
    refresh();
  };
  return (
    <>
      <Button variant="contained" startIcon={<AddOutlined />} onClick={() => setOpen(true)}>
        {t('accounts.token.new')}
      </Button>
      {open && (
        <ActDialog
          title={t('accounts.token.new')}
          confirmLabel={t('accounts.token.create')}
          initial={{ name: '', expiresOn: addDays(today, usual) }}
          ready={({ name, expiresOn }) => String(name).trim() !== '' && expiresOn !== null}
          onConfirm={create}
          onClose={() => setOpen(false)}
          form={({ value, set, errors }) => (
            <>
              <TextField
                autoFocus
                required
                label={label('tokens', 'name')}
                value={value['name']}
                onChange={({ target }) => set('name', target.value)}
                error={Boolean(errors['name'])}
                helperText={errors['name'] ?? t('accounts.token.nameHint')}
                slotProps={{ htmlInput: { maxLength: 60 } }}
              />
              <DayPicker
                fullWidth
                required
                label={label('tokens', 'expiresOn')}
                value={value['expiresOn'] as string | null}
                min={addDays(today, 1)}
                max={addDays(today, longest)}
                onChange={(day) => set('expiresOn', day)}
                error={Boolean(errors['expiresOn'])}
                helperText={errors['expiresOn'] ?? t('accounts.token.expiryHint')}
              />
            </>
          )}
        />
      )}
      {made && (
        <SecretDialog
          title={t('accounts.token.made', { name: made.name })}
          body={t('accounts.token.madeBody')}
          lines={[{ label: t('accounts.token.title'), value: made.token }]}
          copy={{ text: made.token, label: t('accounts.token.copy') }}
          closeLabel={t('accounts.token.close')}
          onClose={() => setMade(null)}
        />
      )}
    </>
  );
};
