import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useNotify } from 'ra-core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { SecondFactor } from '../../shared/signIn.ts';
import { useT } from '../i18n/index.ts';
import { useData } from '../providers/dataProvider.ts';
import { sentenceOf } from '../providers/httpClient.ts';
import { useMay } from '../providers/session.ts';
import { BusyButton } from '../ui/BusyButton.tsx';
import { FormGroup } from '../ui/form/FormGroup.tsx';
import { ErrorState, TextSkeleton } from '../ui/states.tsx';
import { SecondFactorFacts } from './SecondFactorFacts.tsx';
import { Sessions } from './Sessions.tsx';

/** How one signs in, and where one is signed in. */
export const Security = () => {
  const t = useT();
  const may = useMay();
  const { read } = useData();
  const { data, error, refetch } = useQuery({
    queryKey: ['auth', 'second-factor'],
    queryFn: () => read<SecondFactor>('auth/second-factor'),
  });
  return (
    <>
      <FormGroup title={t('person.security')}>
        <Box className="wide" sx={{ display: 'grid', gap: 2.5 }}>
          <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
            {data?.hasPassword !== false && (
              <Button variant="outlined" component={Link} to="/password">
                {t('person.password')}
              </Button>
            )}
            {may('list', 'tokens') && (
              <Button variant="outlined" component={Link} to="/tokens">
                {t('person.tokens')}
              </Button>
            )}
          </Box>
          {error && !data && <ErrorState error={error} onRetry={() => void refetch()} compact />}
          {!error && !data && <TextSkeleton lines={3} />}
          {data && <SecondFactorFacts factor={data} />}
          {data && data.identities.length > 0 && <Identities identities={data.identities} />}
        </Box>
      </FormGroup>
      <FormGroup title={t('signIn.sessions.title')}>
        <Box className="wide">
          <Sessions />
        </Box>
      </FormGroup>
    </>
  );
};

const Identities = ({ identities }: Pick<SecondFactor, 'identities'>) => {
  const t = useT();
  const notify = useNotify();
  const { post } = useData();
  const [busy, setBusy] = useState('');
  const link = async (id: string) => {
    setBusy(id);
    try {
      window.location.assign((await post<{ location: string }>(`auth/oidc/${id}/link`, {})).location);
    } catch (failure) {
      notify(sentenceOf(failure), { type: 'error' });
      setBusy('');
    }
  };
  return (
    <Box>
      <Typography sx={{ fontWeight: 600 }}>{t('signIn.identity.title')}</Typography>
      {identities.map(({ providerId, name, linked }) => (
        <Box key={providerId} sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2, alignItems: 'center' }}>
          <Typography color="text.secondary">
            {t(linked ? 'signIn.identity.linked' : 'signIn.identity.unlinked', { name })}
          </Typography>
          {!linked && (
            <BusyButton
              loading={busy === providerId}
              onClick={() => void link(providerId)}
              aria-label={t('signIn.identity.linkNamed', { name })}
              sx={{ minHeight: { xs: 44, md: 32 } }}
            >
              {t('signIn.identity.link')}
            </BusyButton>
          )}
        </Box>
      ))}
    </Box>
  );
};
