import Button from '@mui/material/Button';
import { Link } from 'react-router';
import type { Bulletin } from '../../shared/bulletins.ts';
import { cutOffWords } from '../../shared/rules/bulletin.ts';
import { useT } from '../i18n/index.ts';
import { useMay, useMe } from '../providers/session.ts';
import { countOf, useWork } from '../providers/work.ts';
import { useFormat } from '../ui/format.ts';
import { ListPage } from '../ui/list/ListPage.tsx';
import { OrgName } from '../ui/orgs.tsx';
import { EmptyState } from '../ui/states.tsx';
import { StatusChip } from '../ui/StatusChip.tsx';

/** Own circulars and those of superiors; what waits for an acknowledgement has a tab of its own. */
export const BulletinList = () => {
  const t = useT();
  const may = useMay();
  const mayMake = useMayMake();
  const level = useMe()?.org.level;
  const { language, instant } = useFormat();
  const waiting = countOf(useWork(), ['toAcknowledge']);
  return (
    <ListPage<Bulletin>
      title={t('bulletins.title')}
      sort={{ field: 'cutOffAt', order: 'DESC' }}
      tabs={[
        { key: 'all', label: t('bulletins.tab.all'), filter: {} },
        ...(may('acknowledge', 'bulletins') && level !== 'province'
          ? [
              {
                key: 'toAcknowledge',
                label: t('bulletins.tab.toAcknowledge'),
                filter: { toAcknowledge: true },
                count: waiting,
              },
            ]
          : []),
        { key: 'published', label: t('bulletins.tab.published'), filter: { status: ['published'] } },
        { key: 'draft', label: t('bulletins.tab.draft'), filter: { status: ['draft'] } },
      ]}
      filters={[{ kind: 'search', hint: t('bulletins.title') }]}
      columns={[
        { source: 'title', sort: true },
        { source: 'orgCode', width: 112, render: ({ orgCode }) => <OrgName code={orgCode} /> },
        { source: 'status', width: 96, render: ({ status }) => <StatusChip kind="bulletins" status={status} /> },
        {
          source: 'cutOffAt',
          sort: true,
          width: 176,
          render: ({ cutOffAt }) => (language === 'zh' ? cutOffWords(cutOffAt) : instant(cutOffAt)),
        },
        { source: 'publishedAt', sort: true, width: 136 },
        { source: 'receipts', width: 128, render: (record) => <Acknowledged record={record} /> },
        { source: 'docNo', hidden: true },
      ]}
      card={(record) => ({
        title: record.title,
        status: <StatusChip kind="bulletins" status={record.status} />,
        lines: [<OrgName key="org" code={record.orgCode} />],
        foot: <Acknowledged record={record} />,
      })}
      actions={mayMake && <MakeButton />}
      empty={
        <EmptyState
          title={t('bulletins.empty')}
          body={t(mayMake ? 'bulletins.emptyBody' : 'bulletins.emptyReader')}
          {...(mayMake ? { action: <MakeButton /> } : {})}
        />
      }
    />
  );
};

function useMayMake(): boolean {
  const may = useMay();
  const level = useMe()?.org.level;
  return may('create', 'bulletins') && level !== 'nation' && level !== 'township';
}

const MakeButton = () => {
  const t = useT();
  return (
    <Button variant="contained" component={Link} to="/bulletins/create">
      {t('bulletins.new')}
    </Button>
  );
};

/** How many have acknowledged, for the issuer; one's own receipt, for an addressee. */
const Acknowledged = ({ record: { receipts, orgCode } }: { record: Bulletin }) => {
  const t = useT();
  const { number } = useFormat();
  const own = useMe()?.org.code ?? '';
  if (receipts.length === 0) return null;
  const mine = receipts.find((receipt) => receipt.orgCode === own);
  if (mine && orgCode !== own) return <>{t(mine.acknowledgedAt ? 'bulletins.mine.done' : 'bulletins.mine.todo')}</>;
  const done = receipts.filter(({ acknowledgedAt }) => acknowledgedAt !== null).length;
  return <>{t('bulletins.acknowledged', { done: number(done), total: number(receipts.length) })}</>;
};
