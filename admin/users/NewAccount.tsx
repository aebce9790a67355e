import AddOutlined from '@mui/icons-material/AddOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useRefresh } from 'ra-core';
import { useEffect, useRef, useState } from 'react';
import { grantableRoles, type Role } from '../../shared/permissions.ts';
import { keepsAccount } from '../../shared/rules/accounts.ts';
import { userCreate, type User } from '../../shared/users.ts';
import { useT, useWord } from '../i18n/index.ts';
import { useData } from '../providers/dataProvider.ts';
import { problemBody, sentenceOf } from '../providers/httpClient.ts';
import { BusyButton } from '../ui/BusyButton.tsx';
import { useValidate } from '../ui/form/useValidate.ts';
import { UnionPicker } from '../ui/UnionPicker.tsx';
import { useFieldLabel } from '../ui/useFieldLabel.ts';
import { usePhone } from '../ui/usePhone.ts';
import { TemporaryPassword, type NewSecret } from './TemporaryPassword.tsx';
import { wide } from './PersonLine.tsx';
import { useActor } from './useActor.ts';

/** The roles that the reader may give in an organisation. */
export function useRolesFor(orgCode: string): Role[] {
  const actor = useActor();
  return actor ? grantableRoles(actor.role).filter((role) => keepsAccount(actor, { role, orgCode })) : [];
}

/** A new account in one line; on a phone the line unfolds when it is wanted. */
export const NewAccount = ({ orgCode }: { orgCode: string }) => {
  const t = useT();
  const phone = usePhone();
  const [open, setOpen] = useState(false);
  const [secret, setSecret] = useState<NewSecret | null>(null);
  const roles = useRolesFor(orgCode);
  if (roles.length === 0) return null;
  return (
    <>
      {phone && !open ? (
        <Button variant="contained" fullWidth startIcon={<AddOutlined />} onClick={() => setOpen(true)} sx={{ mb: 1 }}>
          {t('accounts.add.heading')}
        </Button>
      ) : (
        <AccountForm
          orgCode={orgCode}
          roles={roles}
          onMade={(made) => {
            setOpen(false);
            setSecret(made);
          }}
          onCancel={phone ? () => setOpen(false) : undefined}
        />
      )}
      {secret && <TemporaryPassword secret={secret} onClose={() => setSecret(null)} />}
    </>
  );
};

type FormProps = {
  orgCode: string;
  roles: readonly Role[];
  onMade: (made: NewSecret) => void;
  onCancel: (() => void) | undefined;
};

type Faults = Record<string, string | undefined>;

const AccountForm = ({ orgCode, roles, onMade, onCancel }: FormProps) => {
  const t = useT();
  const word = useWord();
  const label = useFieldLabel();
  const { post } = useData();
  const refresh = useRefresh();
  const validate = useValidate(userCreate);
  const empty = { name: '', username: '', role: roles.includes('officer') ? 'officer' : roles[0]!, unionId: '' };
  const [value, setValue] = useState(empty);
  const [faults, setFaults] = useState<Faults>({});
  const [busy, setBusy] = useState(false);
  const set = (patch: Partial<typeof empty>) => {
    setValue({ ...value, ...patch });
    setFaults({});
  };
  const reporter = value.role === 'reporter';
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus(), [faults]);

  const submit = async () => {
    const body = { ...value, orgCode, unionId: reporter && value.unionId ? value.unionId : null };
    const wrong = validate(body) as Faults;
    if (wrong['username']) wrong['username'] = t('accounts.add.usernameHint');
    setFaults(wrong);
    if (Object.keys(wrong).length > 0) return;
    setBusy(true);
    try {
      onMade(await post<User & NewSecret>('users', body));
      setValue({ ...empty, role: value.role });
      refresh();
    } catch (failure) {
      setFaults(problemBody(failure).errors ?? { form: sentenceOf(failure) });
    } finally {
      setBusy(false);
    }
  };
  const text = (source: 'name' | 'username', hint?: string) => (
    <TextField
      name={source}
      label={label('users', source)}
      value={value[source]}
      onChange={({ target }) => set({ [source]: target.value })}
      error={Boolean(faults[source])}
      helperText={faults[source] ?? hint}
      autoComplete="off"
      slotProps={{
        inputLabel: { shrink: true },
        htmlInput:
          source === 'username' ? { autoCapitalize: 'none', spellCheck: false, maxLength: 32 } : { maxLength: 40 },
      }}
    />
  );
  return (
    <Box
      component="form"
      ref={form}
      noValidate
      aria-label={t('accounts.add.heading')}
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void submit();
      }}
      sx={{
        display: 'grid',
        gap: 1.5,
        alignItems: 'start',
        gridTemplateColumns: 'repeat(auto-fill, minmax(min(13rem, 100%), 1fr))',
        [wide]: {
          gridTemplateColumns: `8rem 12rem ${reporter ? '10rem minmax(0, 1fr)' : '9rem'} auto`,
          justifyContent: 'start',
        },
        pt: 1,
        pb: 2,
      }}
    >
      {text('name')}
      {text('username', t('accounts.add.usernameHint'))}
      <TextField
        select
        label={label('users', 'role')}
        value={value.role}
        onChange={({ target }) => set({ role: target.value as Role })}
        error={Boolean(faults['role'] ?? faults['orgCode'])}
        helperText={faults['role'] ?? faults['orgCode']}
      >
        {roles.map((role) => (
          <MenuItem key={role} value={role}>
            {word('role', role)}
          </MenuItem>
        ))}
      </TextField>
      {reporter && (
        <UnionPicker
          label={label('users', 'unionId')}
          orgCode={orgCode}
          value={value.unionId ? [value.unionId] : []}
          onChange={([unionId = '']) => set({ unionId })}
          error={Boolean(faults['unionId'])}
          hint={faults['unionId']}
        />
      )}
      <Box sx={{ display: 'flex', gap: 1, '& > *': { flex: { xs: 1, md: 'none' } } }}>
        {onCancel && (
          <Button color="inherit" onClick={onCancel}>
            {t('ui.act.cancel')}
          </Button>
        )}
        <BusyButton type="submit" variant="contained" loading={busy} sx={{ minHeight: 40 }}>
          {t('accounts.add.heading')}
        </BusyButton>
      </Box>
      {faults['form'] && (
        <Alert severity="error" variant="outlined" sx={{ gridColumn: '1 / -1' }}>
          {faults['form']}
        </Alert>
      )}
    </Box>
  );
};
