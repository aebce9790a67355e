import AddOutlined from '@mui/icons-material/AddOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useGetList } from 'ra-core';
import { useState } from 'react';
import type { IdentityProvider } from '../../shared/identityProviders.ts';
import { useT } from '../i18n/index.ts';
import { ForbiddenPage } from '../layout/statePages.tsx';
import { useMay } from '../providers/session.ts';
import { Lines } from '../ui/Lines.tsx';
import { NamedLine } from '../ui/NamedLine.tsx';
import { OrgName } from '../ui/orgs.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { RemoveDialog } from '../ui/RemoveDialog.tsx';
import { EmptyState, ErrorState, ListSkeleton } from '../ui/states.tsx';
import { ProviderForm } from './ProviderForm.tsx';

export const ProviderList = () => {
  const may = useMay();
  return may('list', 'identity-providers') ? <Allowed /> : <ForbiddenPage />;
};

/** The providers of the reader's organisation and of those below. Nobody has many: they all stand on one page. */
const Allowed = () => {
  const t = useT();
  const [edited, setEdited] = useState<IdentityProvider | 'new' | null>(null);
  const [asked, setAsked] = useState<IdentityProvider | null>(null);
  const { data, error, isPending, refetch } = useGetList<IdentityProvider>('identity-providers', {
    sort: { field: 'name', order: 'ASC' },
    pagination: { page: 1, perPage: 200 },
  });
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  const add = (
    <Button variant="contained" startIcon={<AddOutlined />} onClick={() => setEdited('new')}>
      {t('signIn.providers.add')}
    </Button>
  );
  return (
    <Box sx={{ maxWidth: 1040 }}>
      <PageHeader
        title={t('signIn.providers.title')}
        sub={t('signIn.providers.intro')}
        back="/settings"
        actions={data && data.length > 0 && add}
      />
      {isPending && <ListSkeleton rows={3} />}
      {data?.length === 0 && (
        <EmptyState title={t('signIn.providers.none')} body={t('signIn.providers.noneBody')} action={add} />
      )}
      {data && data.length > 0 && (
        <Lines>
          {data.map((provider) => (
            <ProviderLine
              key={provider.id}
              provider={provider}
              onEdit={() => setEdited(provider)}
              onRemove={() => setAsked(provider)}
            />
          ))}
        </Lines>
      )}
      {edited && <ProviderForm provider={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
      {asked && (
        <RemoveDialog
          resource="identity-providers"
          record={asked}
          title={t('signIn.providers.removeAsk', { name: asked.name })}
          body={t('signIn.providers.removeBody')}
          confirmLabel={t('signIn.providers.remove')}
          done={t('signIn.providers.removed')}
          onClose={() => setAsked(null)}
        />
      )}
    </Box>
  );
};

type LineProps = { provider: IdentityProvider; onEdit: () => void; onRemove: () => void };

const ProviderLine = ({ provider, onEdit, onRemove }: LineProps) => {
  const t = useT();
  const { name, orgCode, issuer, rules, secondFactor, active } = provider;
  const facts = [
    t('signIn.providers.ruleCount', { count: rules.length }),
    ...(secondFactor ? [t('signIn.providers.factor')] : []),
  ];
  return (
    <NamedLine
      name={name}
      beside={<OrgName code={orgCode} />}
      off={!active && t('signIn.providers.off')}
      acts={
        <>
          <Button onClick={onEdit} sx={{ minHeight: { xs: 44, md: 32 } }}>
            {t('signIn.providers.edit')}
          </Button>
          <Button color="inherit" onClick={onRemove} sx={{ minHeight: { xs: 44, md: 32 } }}>
            {t('signIn.providers.remove')}
          </Button>
        </>
      }
    >
      <Typography variant="body2" color="text.secondary" sx={{ overflowWrap: 'anywhere' }}>
        {issuer}
      </Typography>
      <Typography variant="body2" color="text.secondary">
        {facts.join(' · ')}
      </Typography>
    </NamedLine>
  );
};
