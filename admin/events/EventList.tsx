import Box from '@mui/material/Box';
import type { HistoryEvent } from '../../shared/events.ts';
import type { Resource } from '../../shared/permissions.ts';
import { useT, useWord } from '../i18n/index.ts';
import { placeUrl } from '../organisations/place.ts';
import { useFormat } from '../ui/format.ts';
import { ListPage } from '../ui/list/ListPage.tsx';
import type { Row } from '../ui/list/types.ts';
import { OrgName } from '../ui/orgs.tsx';
import { EmptyState } from '../ui/states.tsx';
import { useActWord } from '../ui/useActWord.ts';

type EventRow = HistoryEvent & Row;

const withPage: readonly Resource[] = [
  'unions',
  'checklists',
  'campaigns',
  'inspections',
  'rectifications',
  'enterprises',
  'users',
];

/** What left the product, or was seen that is masked as a rule. */
const taken = ['export', 'download', 'reveal'];

/** Who came in, and who may do what. */
const access =
  'sign-in sign-in-failed sign-out sign-out-everywhere end-session end-sessions change-password reset-password enroll-second-factor remove-second-factor reset-second-factor new-recovery-codes use-recovery-code link-identity disable enable create-token delete-token'.split(
    ' ',
  );

/** The page of what the step was about; evidence and tokens have none. */
function hrefOf({ subjectType, subjectId }: HistoryEvent): string {
  if (subjectType === 'organisations') return placeUrl(subjectId);
  return withPage.includes(subjectType) ? `/${subjectType}/${subjectId}/show` : '';
}

/** Who did what, where and why: every step within the own region, the newest first. */
export const EventList = () => {
  const t = useT();
  const word = useWord();
  const act = useActWord();
  const { instant } = useFormat();
  const what = ({ subjectType, action }: HistoryEvent) =>
    `${word('resource', subjectType)} · ${act(subjectType, action)}`;
  return (
    <ListPage<EventRow>
      title={t('shell.menu.events')}
      sort={{ field: 'at', order: 'DESC' }}
      tabs={[
        { key: 'all', label: t('ui.history.tab.all'), filter: {} },
        { key: 'data', label: t('ui.history.tab.data'), filter: { action: taken } },
        { key: 'access', label: t('ui.history.tab.access'), filter: { action: access } },
      ]}
      filters={[
        { kind: 'search', hint: t('ui.history.search') },
        { kind: 'org' },
        { kind: 'word', source: 'subjectType', group: 'resource' },
      ]}
      columns={[
        { source: 'at', sort: true, width: 152, render: ({ at }) => instant(at) },
        { source: 'actorName', width: 112, render: ({ actorName }) => actorName || t('ui.history.system') },
        { source: 'action', width: 208, render: what },
        { source: 'orgCode', width: 144, render: ({ orgCode }) => <OrgName code={orgCode} /> },
        { source: 'reason' },
      ]}
      card={(event) => ({
        title: what(event),
        status: (
          <Box component="span" sx={{ fontSize: '0.8125rem', color: 'text.secondary' }}>
            {instant(event.at)}
          </Box>
        ),
        lines: [
          <span key="who">
            {event.actorName || t('ui.history.system')} · <OrgName code={event.orgCode} />
          </span>,
          ...(event.reason ? [event.reason] : []),
        ],
      })}
      hrefOf={hrefOf}
      empty={<EmptyState title={t('ui.history.none')} />}
    />
  );
};
