import TvOutlined from '@mui/icons-material/TvOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { Fragment, type ReactNode } from 'react';
import { Link } from 'react-router';
import type { Campaign } from '../../shared/campaigns.ts';
import type { Dashboard } from '../../shared/progress.ts';
import { isAtOrAbove, NATION } from '../../shared/rules/orgCode.ts';
import { Countdown } from '../campaigns/Countdown.tsx';
import { useT } from '../i18n/index.ts';
import { useMe } from '../providers/session.ts';
import { useFormat } from '../ui/format.ts';
import { useOrgNames } from '../ui/orgs.tsx';
import { useFieldLabel } from '../ui/useFieldLabel.ts';
import { usePageTitle } from '../ui/usePageTitle.ts';
import { usePhone } from '../ui/usePhone.ts';

type Props = {
  data: Dashboard | undefined;
  campaign: Campaign | undefined;
  campaigns: readonly Campaign[];
  wall: boolean;
  addressOf: (change: Record<string, string | null>) => string;
  change: (part: Record<string, string | null>) => void;
};

/** Where one is, in which campaign, what is left of its two deadlines, and how old the figures are. */
export const DashboardHead = ({ data, campaign, campaigns, wall, addressOf, change }: Props) => {
  const t = useT();
  const phone = usePhone();
  const label = useFieldLabel();
  const place = data?.path.at(-1)?.name;
  usePageTitle(place ? `${place} · ${t('dashboard.title')}` : t('dashboard.title'));
  const { instant } = useFormat();
  const deadline = (field: 'immediateDueOn' | 'scheduledDueOn') =>
    data && (
      <Box sx={{ display: 'flex', flexDirection: 'column', lineHeight: 1.35 }}>
        <Typography variant="caption">{label('campaigns', field)}</Typography>
        <Countdown day={data.deadlines[field]} />
      </Box>
    );
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 3, rowGap: 1.5 }}>
      <Box sx={{ flex: '1 1 200px', minWidth: 0 }}>
        {data && <Path path={data.path} addressOf={addressOf} />}
        <Typography variant="caption" component="div">
          {data && t('dashboard.asOf', { at: instant(data.asOf) })}
        </Typography>
      </Box>
      {wall ? (
        <Typography variant="h2" component="p">
          {campaign?.title}
        </Typography>
      ) : (
        <CampaignChoice campaign={campaign} campaigns={campaigns} change={change} />
      )}
      {deadline('immediateDueOn')}
      {deadline('scheduledDueOn')}
      {!wall && !phone && (
        <Button
          component={Link}
          to={addressOf({ wall: '1' })}
          className="no-print"
          startIcon={<TvOutlined />}
          sx={{ flex: 'none' }}
        >
          {t('dashboard.wall')}
        </Button>
      )}
    </Box>
  );
};

type ChoiceProps = Pick<Props, 'campaign' | 'campaigns' | 'change'>;

/** Campaigns of lower levels are told apart by their place: each province has one of the same name. */
const CampaignChoice = ({ campaign, campaigns, change }: ChoiceProps) => {
  const t = useT();
  const own = useMe()?.org.code ?? NATION;
  const below = campaigns.map(({ orgCode }) => orgCode).filter((code) => !isAtOrAbove(code, own));
  const places = useOrgNames([...new Set(below)]);
  const nameOf = ({ orgCode, title }: Campaign) =>
    [below.includes(orgCode) && places.get(orgCode)?.shortName, title].filter(Boolean).join(' · ');
  return (
    <TextField
      select
      label={t('dashboard.campaign')}
      value={campaign?.id ?? ''}
      onChange={({ target }) => change({ campaignId: target.value, orgCode: null })}
      sx={{ width: { xs: 1, md: 340 } }}
      slotProps={{ inputLabel: { shrink: true } }}
    >
      {campaigns.map((one) => (
        <MenuItem key={one.id} value={one.id} sx={{ whiteSpace: 'normal' }}>
          {nameOf(one)}
        </MenuItem>
      ))}
    </TextField>
  );
};

/** 内蒙古 › 呼和浩特: each step above leads back up. */
const Path = ({ path, addressOf }: Pick<Dashboard, 'path'> & Pick<Props, 'addressOf'>) => (
  <Typography variant="h1" component="h1" sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center' }}>
    {path.map(({ code, name }, index) => (
      <Fragment key={code}>
        {index > 0 && (
          <Box component="span" aria-hidden sx={{ mx: 0.75, color: 'text.disabled' }}>
            ›
          </Box>
        )}
        {index === path.length - 1 ? name : <Step to={addressOf({ orgCode: index === 0 ? null : code })}>{name}</Step>}
      </Fragment>
    ))}
  </Typography>
);

const Step = ({ to, children }: { to: string; children: ReactNode }) => (
  <Box
    component={Link}
    to={to}
    sx={{
      color: 'primary.main',
      fontWeight: 400,
      textDecoration: 'none',
      py: { xs: 1, md: 0 },
      '&:hover, &:focus-visible': { textDecoration: 'underline' },
    }}
  >
    {children}
  </Box>
);
