import Box from '@mui/material/Box';
import MuiLink from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useGetMany, useGetOne } from 'ra-core';
import { Link, useParams } from 'react-router';
import type { Enterprise } from '../../shared/enterprises.ts';
import type { Union } from '../../shared/unions.ts';
import { useT } from '../i18n/index.ts';
import { Facts } from '../ui/Facts.tsx';
import { useFormat } from '../ui/format.ts';
import { listUrl } from '../ui/listUrl.ts';
import { OrgPath } from '../ui/orgs.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { PersonalNumber, useNumbers } from '../ui/PersonalNumber.tsx';
import { RecordColumns } from '../ui/RecordColumns.tsx';
import { ErrorState, PageSkeleton } from '../ui/states.tsx';
import { tapLink } from '../ui/tapLink.ts';
import { EnterpriseActs } from './EnterpriseActs.tsx';
import { FileTimeline } from './FileTimeline.tsx';
import { LastVisit, Marks } from './marks.tsx';
import { StageStepper } from './StageStepper.tsx';

/** 一企一档: how far it has come and the next act, what it is, which unions cover it, and its life. */
export const EnterpriseShow = () => {
  const { id = '' } = useParams();
  const { data: record, error, refetch } = useGetOne<Enterprise>('enterprises', { id });
  if (error && !record) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!record) return <PageSkeleton />;
  return (
    <>
      <PageHeader
        back="/enterprises"
        title={record.name}
        status={<Marks record={record} />}
        sub={<OrgPath code={record.orgCode} />}
        actions={<EnterpriseActs record={record} />}
      />
      <RecordColumns side={<FileTimeline record={record} />}>
        <StageStepper record={record} />
        <EnterpriseFacts record={record} />
        <CoveringUnions ids={record.unionIds} />
      </RecordColumns>
    </>
  );
};

const EnterpriseFacts = ({ record }: { record: Enterprise }) => {
  const t = useT();
  const { number, day, clauses } = useFormat();
  const numbers = useNumbers('enterprises', record);
  return (
    <Box component="section" sx={{ mb: 3 }}>
      <Typography variant="h2" sx={{ mb: 1 }}>
        {t('ledger.file.facts')}
      </Typography>
      <Facts
        resource="enterprises"
        facts={[
          { field: 'uscc', value: record.uscc },
          {
            field: 'employees',
            value: (
              <>
                {number(record.employees)}
                {!record.eligible && (
                  <Typography variant="caption" sx={{ ml: 1 }}>
                    {t('ledger.notEligible')}
                  </Typography>
                )}
              </>
            ),
          },
          { field: 'openedOn', value: record.openedOn && day(record.openedOn) },
          { field: 'lastVisitOn', value: <LastVisit record={record} /> },
          {
            field: 'visitCount',
            value: (
              <MuiLink component={Link} to={listUrl('visits', { enterpriseId: record.id })} sx={tapLink}>
                {number(record.visitCount)}
              </MuiLink>
            ),
          },
          { field: 'membersRecruited', value: number(record.membersRecruited) },
          { field: 'contactName', value: record.contactName },
          {
            field: 'contactPhone',
            value: record.contactPhone && <PersonalNumber field="contactPhone" numbers={numbers} />,
          },
          { field: 'benchmarkReasons', value: record.benchmark && clauses(record.benchmarkReasons) },
        ]}
      />
    </Box>
  );
};

const CoveringUnions = ({ ids }: { ids: readonly string[] }) => {
  const t = useT();
  const { data, isPending } = useGetMany<Union>('unions', { ids: [...ids] }, { enabled: ids.length > 0 });
  const known = (data ?? []).filter(Boolean);
  return (
    <Box component="section" sx={{ mb: 3 }}>
      <Typography variant="h2" sx={{ mb: 1 }}>
        {t('ledger.file.unions')}
      </Typography>
      {ids.length === 0 && <Typography color="text.secondary">{t('ledger.file.noUnion')}</Typography>}
      {known.map((union) => (
        <Box key={union.id}>
          <MuiLink component={Link} to={`/unions/${union.id}/show`} sx={tapLink}>
            {union.name}
          </MuiLink>
        </Box>
      ))}
      {!isPending && known.length < ids.length && (
        <Typography variant="caption">{t('ledger.file.otherUnions', { count: ids.length - known.length })}</Typography>
      )}
    </Box>
  );
};
