import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useCreate, useRefresh, useUpdate } from 'ra-core';
import type { IdentityProvider, IdentityRule } from '../../shared/identityProviders.ts';
import { useT } from '../i18n/index.ts';
import { useMe } from '../providers/session.ts';
import { ActDialog, type ActBody, type ActForm } from '../ui/ActDialog.tsx';
import { OrgPicker } from '../ui/OrgPicker.tsx';
import { useFieldLabel } from '../ui/useFieldLabel.ts';
import { newRule, RuleInputs } from './RuleInputs.tsx';

const text = (value: unknown) => (typeof value === 'string' ? value.trim() : '');
const rulesOf = (value: unknown) => (Array.isArray(value) ? (value as IdentityRule[]) : []);

/** A new provider, or one that stands; its secret is never shown, and stays where its field is left empty. */
export const ProviderForm = ({ provider, onClose }: { provider: IdentityProvider | null; onClose: () => void }) => {
  const t = useT();
  const own = useMe()?.org.code ?? null;
  const refresh = useRefresh();
  const [create] = useCreate<IdentityProvider>();
  const [update] = useUpdate<IdentityProvider>();
  const save = async ({ clientSecret, orgClaim, ...rest }: ActBody) => {
    const body = {
      ...rest,
      orgClaim: text(orgClaim) || null,
      ...(text(clientSecret) ? { clientSecret: text(clientSecret) } : {}),
    };
    const options = { returnPromise: true, mutationMode: 'pessimistic' } as const;
    if (provider) {
      const data = body as Partial<IdentityProvider>;
      await update('identity-providers', { id: provider.id, data, previousData: provider }, options);
    } else await create('identity-providers', { data: body as never }, { returnPromise: true });
    refresh();
    onClose();
  };
  return (
    <ActDialog
      title={provider ? t('signIn.providers.editTitle', { name: provider.name }) : t('signIn.providers.addTitle')}
      confirmLabel={t(provider ? 'signIn.providers.save' : 'signIn.providers.create')}
      initial={
        provider
          ? {
              name: provider.name,
              issuer: provider.issuer,
              clientId: provider.clientId,
              scopes: provider.scopes,
              orgClaim: provider.orgClaim,
              rules: provider.rules,
              secondFactor: provider.secondFactor,
              active: provider.active,
            }
          : {
              orgCode: own,
              name: '',
              issuer: '',
              clientId: '',
              scopes: 'openid profile',
              orgClaim: '',
              rules: [newRule],
              secondFactor: false,
              active: true,
            }
      }
      ready={({ name, issuer, clientId }) => [name, issuer, clientId].every((value) => text(value) !== '')}
      onConfirm={save}
      onClose={onClose}
      form={(form) => <Fields {...form} provider={provider} />}
    />
  );
};

const Fields = ({ value, set, errors, provider }: ActForm & { provider: IdentityProvider | null }) => {
  const t = useT();
  const label = useFieldLabel();
  const field = (source: string, hint?: string) => ({
    label: label('identity-providers', source),
    value: value[source] ?? '',
    onChange: ({ target }: { target: { value: string } }) => set(source, target.value),
    error: Boolean(errors[source]),
    helperText: errors[source] ?? hint,
    autoComplete: 'off',
    fullWidth: true,
  });
  const flag = (source: 'secondFactor' | 'active') => (
    <FormControlLabel
      control={<Switch checked={value[source] === true} onChange={(_event, on) => set(source, on)} />}
      label={t(`signIn.providers.${source}`)}
    />
  );
  return (
    <>
      {!provider && (
        <OrgPicker
          value={text(value['orgCode']) || null}
          onChange={(code) => set('orgCode', code)}
          label={label('identity-providers', 'orgCode')}
        />
      )}
      <TextField
        required
        {...field('name', t('signIn.providers.nameHint'))}
        slotProps={{ htmlInput: { maxLength: 20 } }}
      />
      <TextField required type="url" {...field('issuer', t('signIn.providers.issuerHint'))} />
      <TextField required {...field('clientId')} />
      <TextField
        type="password"
        {...field(
          'clientSecret',
          t(provider?.hasSecret ? 'signIn.providers.secretKept' : 'signIn.providers.secretHint'),
        )}
        autoComplete="new-password"
      />
      <Box>
        <Typography variant="caption">{t('signIn.providers.redirect')}</Typography>
        <Typography sx={{ overflowWrap: 'anywhere', userSelect: 'all', fontSize: '0.8125rem' }}>
          {provider ? `${window.location.origin}${provider.redirectUri}` : t('signIn.providers.redirectAfter')}
        </Typography>
      </Box>
      <TextField {...field('scopes', t('signIn.providers.scopesHint'))} />
      <TextField {...field('orgClaim', t('signIn.providers.orgClaimHint'))} />
      <RuleInputs
        rules={rulesOf(value['rules'])}
        onChange={(rules) => set('rules', rules)}
        faultAt={(index, name) => errors[`rules.${index}.${name}`]}
      />
      {flag('secondFactor')}
      {flag('active')}
    </>
  );
};
