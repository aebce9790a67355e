import CheckOutlined from '@mui/icons-material/CheckOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MuiLink from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useGetOne } from 'ra-core';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { isReturned } from '../../shared/rules/sites.ts';
import { fourMost, fourNot, fourTogether, type Site } from '../../shared/sites.ts';
import { useT, useWord } from '../i18n/index.ts';
import { EvidenceGallery } from '../ui/EvidenceGallery.tsx';
import { Facts } from '../ui/Facts.tsx';
import { useFormat } from '../ui/format.ts';
import { HistoryTimeline } from '../ui/HistoryTimeline.tsx';
import { listUrl } from '../ui/listUrl.ts';
import { OrgPath } from '../ui/orgs.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { RecordColumns } from '../ui/RecordColumns.tsx';
import { ErrorState, PageSkeleton } from '../ui/states.tsx';
import { tapLink } from '../ui/tapLink.ts';
import { reportAddress, SiteActs } from './SiteActs.tsx';
import { SiteFigures } from './SiteFigures.tsx';
import { SiteStatus } from './SiteStatus.tsx';

/** One site: how it stands and what comes next, what it is, what it has reported, and its life. */
export const SiteShow = () => {
  const { id = '' } = useParams();
  const word = useWord();
  // What a list has told of it lacks what only its own page knows.
  const { data: site, error, refetch } = useGetOne<Site>('sites', { id }, { staleTime: 0 });
  if (error && !site) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!site) return <PageSkeleton />;
  return (
    <>
      <PageHeader
        back="/sites"
        title={site.name}
        status={<SiteStatus record={site} filled />}
        deadline={<Quota site={site} />}
        sub={
          <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1.5 }}>
            <OrgPath code={site.orgCode} />
            <span>{site.batchName}</span>
            <span>{word('siteKind', site.kind)}</span>
          </Box>
        }
        actions={<SiteActs record={site} />}
      />
      <RecordColumns side={<HistoryTimeline subjectType="sites" subjectId={site.id} />}>
        <Box sx={{ display: 'grid', gap: 4, gridTemplateColumns: 'minmax(0, 1fr)' }}>
          <Notice site={site} />
          <Missing site={site} />
          <SiteFigures site={site} />
          <What site={site} />
        </Box>
      </RecordColumns>
    </>
  );
};

/** How much of its city's quota is taken: the door to the sites that take it. */
const Quota = ({ site: { quota, batchName } }: { site: Site }) => {
  const t = useT();
  if (!quota) return null;
  const to = listUrl('sites', { orgCode: quota.orgCode, batchCategory: quota.batchCategory, built: true });
  return (
    <MuiLink
      component={Link}
      to={to}
      title={t('sites.quotaBasis', { place: quota.name, batch: batchName })}
      sx={{ ...tapLink, whiteSpace: 'nowrap' }}
    >
      {t('sites.quotaUsed', { used: quota.used, count: quota.count })}
      {quota.used >= quota.count && ` · ${t('sites.quotaFull')}`}
    </MuiLink>
  );
};

/** Why it was sent back, failed or revoked. */
const Notice = ({ site }: { site: Site }) => {
  const t = useT();
  if (!site.returnReason) return null;
  const title = isReturned(site)
    ? 'sites.returnedTitle'
    : site.status === 'revoked'
      ? 'sites.revokedTitle'
      : 'sites.failedTitle';
  return (
    <Alert severity="warning" variant="outlined">
      <strong>{t(title)}</strong>
      <Box sx={{ whiteSpace: 'pre-wrap' }}>{site.returnReason}</Box>
    </Alert>
  );
};

const mostMonths = 12;

/** The months without a report, each with the way to report it. */
const Missing = ({ site }: { site: Site }) => {
  const t = useT();
  const { month } = useFormat();
  if (site.missingMonths.length === 0) return null;
  const may = site.mayActions.includes('report');
  const shown = site.missingMonths.slice(-mostMonths).toReversed();
  return (
    <Part title={t('sites.missingTitle')} hint={t('sites.missingHint')}>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        {shown.map((one) => (
          <li key={one}>
            {may ? (
              <Button
                size="small"
                variant="outlined"
                component={Link}
                to={reportAddress(site.id, one)}
                aria-label={t('sites.fillMonth', { month: month(one) })}
                sx={{ minHeight: { xs: 44, md: 32 } }}
              >
                <Box component="span" sx={{ color: 'tone.overdue.ink', mr: 1 }}>
                  {month(one)}
                </Box>
                {t('sites.fill')}
              </Button>
            ) : (
              <Box component="span" sx={{ color: 'tone.overdue.ink' }}>
                {month(one)}
              </Box>
            )}
          </li>
        ))}
      </Box>
      {site.missingMonths.length > mostMonths && (
        <Typography variant="caption">{t('sites.missing', { count: site.missingMonths.length })}</Typography>
      )}
    </Part>
  );
};

const What = ({ site }: { site: Site }) => {
  const t = useT();
  const { day, list } = useFormat();
  const united = (['hasFederation', 'hasStation', 'hasHome'] as const).filter((name) => site[name]);
  return (
    <>
      <Part title={t('sites.facts')}>
        <Facts
          resource="sites"
          facts={[
            {
              field: 'unites',
              label: t('sites.unites'),
              value: list(united.map((name) => t(`sites.unitesLong.${name}`))),
            },
            { field: 'address', value: site.address },
            { field: 'buildingOn', value: site.buildingOn && day(site.buildingOn) },
            { field: 'acceptedOn', value: site.acceptedOn && day(site.acceptedOn) },
            { field: 'listedOn', value: site.listedOn && day(site.listedOn) },
            { field: 'reinspectedOn', value: site.reinspectedOn && day(site.reinspectedOn) },
            { field: 'revokedOn', value: site.revokedOn && day(site.revokedOn) },
          ]}
        />
      </Part>
      <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'repeat(3, 1fr)' } }}>
        <Ticks group="fourMost" title={t('sites.four.most')} keys={fourMost} values={site.fourMost} />
        <Ticks group="fourNot" title={t('sites.four.not')} keys={fourNot} values={site.fourNot} />
        <Ticks group="fourTogether" title={t('sites.four.together')} keys={fourTogether} values={site.fourTogether} />
      </Box>
      <Part title={t('sites.photos')}>
        <EvidenceGallery ids={site.attachmentIds} subjectId={site.id} none={t('sites.noPhotos')} />
      </Part>
    </>
  );
};

type TicksProps = {
  group: 'fourMost' | 'fourNot' | 'fourTogether';
  title: string;
  keys: readonly string[];
  values: Partial<Record<string, boolean>>;
};

/** Selection notes: what applies is ticked, what was not stated stands grey. */
const Ticks = ({ group, title, keys, values }: TicksProps) => {
  const t = useT();
  const word = useWord();
  return (
    <Part title={title}>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 0.5 }}>
        {keys.map((key) => (
          <Box
            component="li"
            key={key}
            aria-label={`${word(group, key)}：${t(values[key] ? 'sites.met' : 'sites.notMet')}`}
            sx={{
              display: 'flex',
              alignItems: 'center',
              gap: 0.75,
              color: values[key] ? 'text.primary' : 'text.disabled',
            }}
          >
            <Box aria-hidden sx={{ width: 18, display: 'inline-flex', justifyContent: 'center' }}>
              {values[key] ? <CheckOutlined sx={{ fontSize: '1.125rem', color: 'tone.done.ink' }} /> : '—'}
            </Box>
            {word(group, key)}
          </Box>
        ))}
      </Box>
    </Part>
  );
};

export const Part = ({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) => (
  <Box component="section" aria-label={title} sx={{ minWidth: 0 }}>
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', columnGap: 1.5, mb: 1 }}>
      <Typography variant="h2">{title}</Typography>
      {hint && <Typography variant="caption">{hint}</Typography>}
    </Box>
    {children}
  </Box>
);
