import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useGetOne } from 'ra-core';
import { useState } from 'react';
import { Link as RouterLink } from 'react-router';
import type { Organisation } from '../../shared/organisations.ts';
import { useT, useWord } from '../i18n/index.ts';
import { useMay, useMe } from '../providers/session.ts';
import { Facts } from '../ui/Facts.tsx';
import { useFormat } from '../ui/format.ts';
import { HistoryTimeline } from '../ui/HistoryTimeline.tsx';
import { OrgName } from '../ui/orgs.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { ErrorState, PageSkeleton } from '../ui/states.tsx';
import { tapLink } from '../ui/tapLink.ts';
import { PeopleOf } from '../users/PeopleOf.tsx';
import { OrgActs } from './OrgActs.tsx';
import { OrgMark } from './OrgMark.tsx';
import { placeUrl } from './place.ts';

/** One organisation: whom to call there, its people, its history. */
export const OrgDetail = ({ code, back }: { code: string; back?: string }) => {
  const may = useMay();
  const { data, error, refetch } = useGetOne<Organisation>('organisations', { id: code });
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  return (
    <>
      <PageHeader
        title={data.name}
        status={<OrgMark organisation={data} />}
        actions={<OrgActs organisation={data} />}
        {...(back ? { back } : {})}
      />
      <OrgFacts organisation={data} />
      {may('list', 'users') && <PeopleOf organisation={data} />}
      {may('list', 'events') && <History code={code} />}
    </>
  );
};

const OrgFacts = ({ organisation }: { organisation: Organisation }) => {
  const t = useT();
  const word = useWord();
  const me = useMe();
  const { phone } = useFormat();
  const { contactName, contactPhone, superiorCode, level, kind, code } = organisation;
  const call = contactPhone && !contactPhone.includes('*');
  return (
    <Box sx={{ mb: 3 }}>
      <Facts
        resource="organisations"
        facts={[
          { field: 'kind', value: `${word('level', level)} · ${word('orgKind', kind)}` },
          {
            field: 'superiorCode',
            value: superiorCode && code !== me?.org.code && me?.role !== 'operator' && (
              <Link component={RouterLink} to={placeUrl(superiorCode)} sx={tapLink}>
                <OrgName code={superiorCode} full />
              </Link>
            ),
          },
          {
            field: 'contactName',
            value:
              contactName || contactPhone ? (
                <>
                  {contactName}{' '}
                  {call ? (
                    <Link href={`tel:${contactPhone}`} sx={tapLink}>
                      {phone(contactPhone)}
                    </Link>
                  ) : (
                    contactPhone
                  )}
                </>
              ) : (
                <Box component="span" sx={{ color: 'text.secondary' }}>
                  {t('accounts.noContact')}
                </Box>
              ),
          },
        ]}
      />
    </Box>
  );
};

/** Read when it is asked for: most come for the people. */
const History = ({ code }: { code: string }) => {
  const t = useT();
  const [open, setOpen] = useState(false);
  return (
    <Box component="section" sx={{ borderTop: 1, borderColor: 'divider', pt: 1 }}>
      <Button color="inherit" aria-expanded={open} onClick={() => setOpen(!open)} sx={{ px: 1, ml: -1 }}>
        <Typography variant="h3" component="span">
          {t('accounts.org.history')}
        </Typography>
      </Button>
      {open && (
        <Box sx={{ pt: 1 }}>
          <HistoryTimeline subjectType="organisations" subjectId={code} bare />
        </Box>
      )}
    </Box>
  );
};
