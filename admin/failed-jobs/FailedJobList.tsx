import Box from '@mui/material/Box';
import type { FailedJob } from '../../shared/failed-jobs.ts';
import { useT, useWord } from '../i18n/index.ts';
import { ActionButton } from '../ui/ActionButton.tsx';
import { useFormat } from '../ui/format.ts';
import { ListPage } from '../ui/list/ListPage.tsx';
import type { Row } from '../ui/list/types.ts';
import { OrgName } from '../ui/orgs.tsx';
import { EmptyState } from '../ui/states.tsx';
import { StatusChip } from '../ui/StatusChip.tsx';

type Line = FailedJob & Row;

/** Background work that failed: what, whose, when, how often, and the operator's two ways on. */
export const FailedJobList = () => {
  const t = useT();
  const word = useWord();
  const { instant } = useFormat();
  return (
    <ListPage<Line>
      title={t('jobs.title')}
      sort={{ field: 'failedAt', order: 'DESC' }}
      tabs={[
        { key: 'aside', label: t('jobs.tab.aside'), filter: { status: ['set-aside'] } },
        { key: 'retrying', label: t('jobs.tab.retrying'), filter: { status: ['retrying'] } },
        { key: 'all', label: t('jobs.tab.all'), filter: {} },
      ]}
      filters={[{ kind: 'org' }, { kind: 'word', source: 'kind', group: 'failedJobKind' }]}
      columns={[
        { source: 'failedAt', sort: true, width: 136, render: ({ failedAt }) => instant(failedAt) },
        { source: 'kind', width: 144, render: ({ kind }) => word('failedJobKind', kind) },
        { source: 'orgCode', width: 104, render: ({ orgCode }) => <OrgName code={orgCode} /> },
        { source: 'status', width: 112, render: ({ status }) => <StatusChip kind="failedJobStatus" status={status} /> },
        { source: 'attempts', width: 176, render: (line) => <Tries line={line} /> },
        { source: 'fault', render: ({ fault }) => <Fault text={fault} /> },
        { source: 'mayActions', label: ' ', width: 168, render: (line) => <Decide line={line} /> },
      ]}
      card={(line) => ({
        title: word('failedJobKind', line.kind),
        status: <StatusChip kind="failedJobStatus" status={line.status} />,
        lines: [
          <span key="where">
            <OrgName code={line.orgCode} /> · {instant(line.failedAt)}
          </span>,
          <Tries key="tries" line={line} />,
          <Fault key="fault" text={line.fault} />,
        ],
        foot: <Decide line={line} />,
      })}
      hrefOf={() => ''}
      empty={<EmptyState title={t('jobs.none')} body={t('jobs.intro')} />}
    />
  );
};

const Tries = ({ line: { attempts, nextAt } }: { line: Line }) => {
  const t = useT();
  const { instant } = useFormat();
  const parts = [t('jobs.times', { count: attempts }), ...(nextAt ? [t('jobs.next', { at: instant(nextAt) })] : [])];
  return <span>{parts.join(' · ')}</span>;
};

/** For whoever looks into it: a code, as it stands in the server's log. */
const Fault = ({ text }: { text: string }) => (
  <Box component="span" lang="en" translate="no" sx={{ fontFamily: 'monospace', overflowWrap: 'anywhere' }}>
    {text}
  </Box>
);

const Decide = ({ line }: { line: Line }) => {
  const t = useT();
  return (
    <Box
      component="span"
      onClick={(event) => event.stopPropagation()}
      sx={{ display: 'inline-flex', gap: 1, '& button': { minHeight: { xs: 44, md: 28 } } }}
    >
      <ActionButton resource="failed-jobs" record={line} action="retry" size="small" />
      <ActionButton
        resource="failed-jobs"
        record={line}
        action="give-up"
        size="small"
        consequence={t(`jobs.giveUp.${line.kind}`)}
      />
    </Box>
  );
};
