import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { Link } from 'react-router';
import type { Campaign } from '../../shared/campaigns.ts';
import { useT } from '../i18n/index.ts';
import { useMay, useMe } from '../providers/session.ts';
import { formatRate, useFormat } from '../ui/format.ts';
import { ListPage } from '../ui/list/ListPage.tsx';
import type { Column } from '../ui/list/types.ts';
import { OrgName } from '../ui/orgs.tsx';
import { EmptyState } from '../ui/states.tsx';
import { StatusChip } from '../ui/StatusChip.tsx';
import { CloneButton, useLastCampaign } from './CloneButton.tsx';
import { Countdown } from './Countdown.tsx';
import { deadlines, isSettled } from './Countdowns.tsx';
import { IssueBar, isIssuing } from './IssueBar.tsx';

export const CampaignList = () => {
  const t = useT();
  return (
    <ListPage<Campaign>
      title={t('campaigns.title')}
      sort={{ field: 'startsOn', order: 'DESC' }}
      tabs={[
        { key: 'all', label: t('campaigns.tab.all'), filter: {} },
        { key: 'issued', label: t('campaigns.tab.issued'), filter: { status: ['issued'] } },
        { key: 'draft', label: t('campaigns.tab.draft'), filter: { status: ['draft'] } },
        { key: 'closed', label: t('campaigns.tab.closed'), filter: { status: ['closed'] } },
      ]}
      filters={[
        { kind: 'search', hint: t('campaigns.title') },
        { kind: 'days', source: 'startsOn' },
      ]}
      columns={useColumns()}
      card={(record) => ({
        title: record.title,
        status: <StatusChip kind="campaigns" status={record.status} />,
        lines:
          record.status === 'issued' || isIssuing(record)
            ? [<Progress key="progress" record={record} />]
            : [<Window key="window" record={record} />],
        ...(record.status === 'issued' && { foot: <Countdown day={record.submitBy} /> }),
      })}
      actions={<Acts />}
      empty={<EmptyState title={t('campaigns.empty')} body={t('campaigns.emptyBody')} action={<Acts />} />}
    />
  );
};

const Acts = () => {
  const t = useT();
  const may = useMay();
  const last = useLastCampaign();
  const me = useMe();
  if (!may('create', 'campaigns') || me?.org.code === 'CN') return null;
  return (
    <>
      {last && <CloneButton campaign={last} label={t('campaigns.cloneLast')} />}
      <Button variant="contained" component={Link} to="/campaigns/create">
        {t('campaigns.new')}
      </Button>
    </>
  );
};

function useColumns(): Column<Campaign>[] {
  const due = (source: (typeof deadlines)[number], sort = false): Column<Campaign> => ({
    source,
    sort,
    width: 112,
    render: (record) => <Countdown day={record[source]} settled={isSettled(record.status, source)} stacked />,
  });
  return [
    { source: 'title', sort: true },
    { source: 'orgCode', width: 96, render: ({ orgCode }) => <OrgName code={orgCode} /> },
    { source: 'status', width: 96, render: ({ status }) => <StatusChip kind="campaigns" status={status} /> },
    { source: 'startsOn', sort: true, width: 112 },
    due('submitBy', true),
    due('immediateDueOn'),
    due('scheduledDueOn'),
    { source: 'progress', width: 176, render: (record) => <Progress record={record} /> },
    { source: 'docNo', hidden: true },
  ];
}

const Window = ({ record: { startsOn, submitBy } }: { record: Campaign }) => {
  const t = useT();
  const { day } = useFormat();
  return <>{t('campaigns.windowText', { from: day(startsOn), to: day(submitBy) })}</>;
};

/** How far issuing or answering has come. */
const Progress = ({ record }: { record: Campaign }) => {
  const t = useT();
  const { number } = useFormat();
  if (isIssuing(record)) return <IssueBar campaign={record} />;
  if (!record.progress) return null;
  const { submitted, targets, inspectionRate } = record.progress;
  return (
    <Box component="span" sx={{ display: 'inline-flex', flexDirection: 'column', lineHeight: 1.3 }}>
      {t('campaigns.progressText', { submitted: number(submitted), targets: number(targets) })}
      <Typography variant="caption" component="span">
        {formatRate(inspectionRate)}
      </Typography>
    </Box>
  );
};
