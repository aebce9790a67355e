import InsightsOutlined from '@mui/icons-material/InsightsOutlined';
import Button from '@mui/material/Button';
import { Link } from 'react-router';
import type { Letter } from '../../shared/letters.ts';
import { useT } from '../i18n/index.ts';
import { useWork } from '../providers/work.ts';
import { DueDay } from '../ui/DueDay.tsx';
import { useFormat } from '../ui/format.ts';
import { ListPage } from '../ui/list/ListPage.tsx';
import type { Column, Tab } from '../ui/list/types.ts';
import { OrgName } from '../ui/orgs.tsx';
import { EmptyState } from '../ui/states.tsx';
import { ReplyButton } from './ReplyButton.tsx';

/** The letters by their day of reply; the act on the row notes the reply, the row leads to the enterprise. */
export const LetterList = () => {
  const t = useT();
  const columns = useColumns();
  return (
    <ListPage<Letter>
      title={t('ledger.letters')}
      sort={{ field: 'replyDueOn', order: 'ASC' }}
      tabs={useTabs()}
      filters={[
        { kind: 'search', hint: t('ledger.filter.letters') },
        { kind: 'org' },
        { kind: 'days', source: 'replyDueOn' },
        { kind: 'days', source: 'issuedOn' },
      ]}
      columns={columns}
      hrefOf={({ enterpriseId }) => `/enterprises/${enterpriseId}/show`}
      actions={
        <Button startIcon={<InsightsOutlined />} component={Link} to="/ledger">
          {t('ledger.title')}
        </Button>
      }
      card={(letter) => ({
        title: letter.enterpriseName ?? t('ledger.file.moved'),
        lines: [`${letter.kindName} ${letter.docNo}`, <Reply key="reply" letter={letter} />],
        foot: <ReplyButton letter={letter} />,
      })}
      empty={<EmptyState title={t('ledger.letter.empty')} body={t('ledger.letter.emptyBody')} />}
    />
  );
};

function useTabs(): Tab[] {
  const t = useT();
  const overdue = useWork()?.counts.find(({ key }) => key === 'lettersOverdue')?.count;
  return [
    { key: 'open', label: t('ledger.letter.tabOpen'), filter: { replied: false } },
    { key: 'overdue', label: t('ledger.letter.tabOverdue'), filter: { overdue: true }, count: overdue },
    { key: 'replied', label: t('ledger.letter.tabReplied'), filter: { replied: true } },
    { key: 'all', label: t('ledger.letter.tabAll'), filter: {} },
  ];
}

/** The day by which a reply is due, or the day on which it came. */
export const Reply = ({ letter }: { letter: Letter }) => {
  const t = useT();
  const { day } = useFormat();
  if (letter.repliedOn) return <>{t('ledger.letter.replied', { day: day(letter.repliedOn) })}</>;
  return <DueDay day={letter.replyDueOn} />;
};

function useColumns(): Column<Letter>[] {
  const t = useT();
  const { day } = useFormat();
  return [
    {
      source: 'enterpriseName',
      width: '28%',
      render: ({ enterpriseName }) => enterpriseName ?? t('ledger.file.moved'),
    },
    { source: 'kind', sort: true, render: ({ kindName }) => kindName },
    { source: 'docNo', sort: true },
    { source: 'orgCode', sort: true, render: ({ orgCode }) => <OrgName code={orgCode} /> },
    { source: 'issuedOn', sort: true, render: ({ issuedOn }) => day(issuedOn) },
    { source: 'replyDueOn', sort: true, width: 200, render: (letter) => <Reply letter={letter} /> },
    { source: 'reply', label: ' ', align: 'right', width: 112, render: (letter) => <ReplyButton letter={letter} /> },
  ];
}
