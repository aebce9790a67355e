import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Divider from '@mui/material/Divider';
import TextField from '@mui/material/TextField';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { SignInProvider } from '../../shared/identityProviders.ts';
import { useT } from '../i18n/index.ts';
import { httpClient } from '../providers/httpClient.ts';

/** The providers by which one can sign in; none until they are known, or where there are none. */
export const useProviders = (): SignInProvider[] =>
  useQuery({
    queryKey: ['auth', 'providers'],
    queryFn: () => httpClient<SignInProvider[]>('/api/auth/oidc').then(({ json }) => json),
    retry: false,
    staleTime: Infinity,
  }).data ?? [];

const startOf = (id: string, target: string) => `/api/auth/oidc/${id}/start?${new URLSearchParams({ to: target })}`;

/** So many are buttons; more are looked for by name. */
const FEW = 3;

/** The other way in: by the account that one has at the own organisation. Nothing where no organisation offers one. */
export const ProviderButtons = ({ providers, target }: { providers: SignInProvider[]; target: string }) => {
  const t = useT();
  if (providers.length === 0) return null;
  return (
    <Box sx={{ display: 'grid', gap: 1.5, mt: 2.5 }}>
      <Divider sx={{ fontSize: '0.8125rem', color: 'text.secondary' }}>{t('signIn.or')}</Divider>
      {providers.length <= FEW ? (
        providers.map(({ id, name, orgName }) => (
          <Button
            key={id}
            variant="outlined"
            size="large"
            fullWidth
            href={startOf(id, target)}
            title={orgName}
            sx={{ textTransform: 'none' }}
          >
            {t('signIn.with', { name })}
          </Button>
        ))
      ) : (
        <Choice providers={providers} target={target} />
      )}
    </Box>
  );
};

const Choice = ({ providers, target }: { providers: SignInProvider[]; target: string }) => {
  const t = useT();
  const [chosen, setChosen] = useState<SignInProvider | null>(null);
  return (
    <>
      <Autocomplete
        options={providers}
        value={chosen}
        onChange={(_event, provider) => setChosen(provider)}
        getOptionLabel={({ name, orgName }) => `${name} · ${orgName}`}
        getOptionKey={({ id }) => id}
        isOptionEqualToValue={(one, other) => one.id === other.id}
        renderInput={(params) => <TextField {...params} label={t('signIn.choose')} />}
      />
      <Button
        variant="outlined"
        size="large"
        fullWidth
        disabled={!chosen}
        {...(chosen ? { href: startOf(chosen.id, target) } : {})}
      >
        {t('signIn.chooseGo')}
      </Button>
    </>
  );
};
