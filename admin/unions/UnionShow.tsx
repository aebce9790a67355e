import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useGetOne } from 'ra-core';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type { Union } from '../../shared/unions.ts';
import { CodeButton } from '../codes/CodeButton.tsx';
import { UnionEnterprises } from '../enterprises/UnionEnterprises.tsx';
import { useT, useWord } from '../i18n/index.ts';
import { PrintMenu } from '../prints/PrintMenu.tsx';
import { useMay, useMe } from '../providers/session.ts';
import { Facts } from '../ui/Facts.tsx';
import { useFormat } from '../ui/format.ts';
import { HistoryTimeline } from '../ui/HistoryTimeline.tsx';
import { OrgPath } from '../ui/orgs.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { PersonalNumber, useNumbers } from '../ui/PersonalNumber.tsx';
import { RecordColumns } from '../ui/RecordColumns.tsx';
import { ErrorState, PageSkeleton } from '../ui/states.tsx';
import type { Changed } from './changes/ChangeDialog.tsx';
import { ChangeResult } from './changes/ChangeResult.tsx';
import { EndedNote, UnionState } from './changes/EndedNote.tsx';
import { UnionActs } from './changes/UnionActs.tsx';
import { EndDay } from './EndDay.tsx';
import { HaveHistory, NewestHaves } from './HaveHistory.tsx';
import { UnionWork } from './UnionWork.tsx';

/** One union: what it is, whether it has the six, what it owes, and its life. */
export const UnionShow = () => {
  const { id = '' } = useParams();
  // Each union has a page of its own: what was just done to one is not told of the next.
  return <UnionPage key={id} id={id} />;
};

const UnionPage = ({ id }: { id: string }) => {
  const t = useT();
  const may = useMay();
  const me = useMe();
  const [changed, setChanged] = useState<Changed | null>(null);
  const { data: union, error, refetch } = useGetOne<Union>('unions', { id });
  if (error && !union) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!union) return <PageSkeleton />;
  return (
    <>
      <PageHeader
        {...(me?.role === 'reporter' ? {} : { back: '/unions' })}
        title={union.name}
        status={<UnionState union={union} />}
        sub={<OrgPath code={union.orgCode} />}
        actions={
          <>
            <CodeButton unionId={union.id} />
            <PrintMenu papers={[{ label: 'phone.print.dossier', path: `reports/dossier?unionId=${union.id}` }]} />
            <UnionActs union={union} onDone={setChanged} />
            {may('edit', 'unions') && !union.endKind && (
              <Button variant="outlined" component={Link} to={`/unions/${union.id}`}>
                {t('unions.edit')}
              </Button>
            )}
          </>
        }
      />
      {changed ? <ChangeResult changed={changed} onClose={() => setChanged(null)} /> : <EndedNote union={union} />}
      <RecordColumns side={<HistoryTimeline subjectType="unions" subjectId={union.id} />}>
        <Box sx={{ display: 'grid', gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: '1fr 1fr' }, gap: 4, mb: 4 }}>
          <UnionFacts union={union} />
          <Box component="section">
            <Typography variant="h2" sx={{ mb: 1 }}>
              {t('unions.six')}
            </Typography>
            <NewestHaves unionId={union.id} />
          </Box>
        </Box>
        <HaveHistory unionId={union.id} />
        <UnionEnterprises unionId={union.id} />
        <UnionWork unionId={union.id} />
      </RecordColumns>
    </>
  );
};

const UnionFacts = ({ union }: { union: Union }) => {
  const t = useT();
  const word = useWord();
  const { number, rate, day } = useFormat();
  const numbers = useNumbers('unions', union);
  const share = union.employees === 0 ? null : union.members / union.employees;
  return (
    <Box component="section">
      <Typography variant="h2" sx={{ mb: 1 }}>
        {t('unions.facts')}
      </Typography>
      <Facts
        resource="unions"
        facts={[
          { field: 'kind', value: `${word('unionKind', union.kind)} · ${word('ownership', union.ownership)}` },
          { field: 'employees', value: number(union.employees) },
          {
            field: 'members',
            value: (
              <>
                {number(union.members)}
                <Typography variant="caption" sx={{ ml: 1 }}>
                  {t('unions.rate', { rate: rate(share) })}（{t('unions.rateBasis')}）
                </Typography>
              </>
            ),
          },
          { field: 'femaleMembers', value: number(union.femaleMembers) },
          { field: 'foundedOn', value: day(union.foundedOn) },
          { field: 'termEndsOn', value: <EndDay day={union.termEndsOn} /> },
          { field: 'certificateNo', value: <PersonalNumber field="certificateNo" numbers={numbers} /> },
          { field: 'certificateEndsOn', value: <EndDay day={union.certificateEndsOn} /> },
          { field: 'chairName', value: union.chairName ?? '—' },
          { field: 'chairPhone', value: <PersonalNumber field="chairPhone" numbers={numbers} /> },
        ]}
      />
    </Box>
  );
};
