import Link from '@mui/material/Link';
import { useGetOne } from 'ra-core';
import { Link as RouterLink } from 'react-router';
import type { Campaign } from '../../shared/campaigns.ts';
import type { Checklist } from '../../shared/checklists.ts';
import { useT, useWord } from '../i18n/index.ts';
import { Facts } from '../ui/Facts.tsx';
import { NONE, useFormat } from '../ui/format.ts';
import { useOrgNames } from '../ui/orgs.tsx';

/** What was decided: checklist, scope, priority, days. */
export const CampaignFacts = ({ campaign }: { campaign: Campaign }) => {
  const t = useT();
  const word = useWord();
  const { day, instant, number, list } = useFormat();
  const { data: checklist } = useGetOne<Checklist>('checklists', { id: campaign.checklistId });
  const { scope, priority, orgCode } = campaign;
  const names = useOrgNames([orgCode, ...scope.orgCodes]);
  const nameOf = (code: string) => names.get(code)?.shortName ?? '…';
  const whole = scope.orgCodes.length === 1 && scope.orgCodes[0] === orgCode;
  const size = (count: number | null | undefined) =>
    count ? [t('campaigns.scopeSize', { count: number(count) })] : [];
  const kinds = (some: readonly string[] | null | undefined) =>
    some?.length ? [list(some.map((kind) => word('unionKind', kind)))] : [];
  const where = whole ? t('campaigns.scopeWhole', { name: nameOf(orgCode) }) : list(scope.orgCodes.map(nameOf));
  return (
    <Facts
      resource="campaigns"
      facts={[
        {
          field: 'checklistId',
          value: checklist ? (
            <Link component={RouterLink} to={`/checklists/${checklist.id}/show`}>
              {t('campaigns.form.checklistOption', { title: checklist.title, count: checklist.itemCount })}
            </Link>
          ) : (
            NONE
          ),
        },
        { field: 'scope', value: [where, ...kinds(scope.kinds), ...size(scope.minEmployees)].join(' · ') },
        {
          field: 'priority',
          value: [...size(priority.minEmployees), ...kinds(priority.kinds)].join(' · ') || NONE,
        },
        { field: 'startsOn', value: day(campaign.startsOn) },
        { field: 'issuedAt', value: campaign.issuedAt && instant(campaign.issuedAt) },
        { field: 'closedAt', value: campaign.closedAt && instant(campaign.closedAt) },
      ]}
    />
  );
};
