import InsightsOutlined from '@mui/icons-material/InsightsOutlined';
import PrintOutlined from '@mui/icons-material/PrintOutlined';
import TvOutlined from '@mui/icons-material/TvOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { Fragment } from 'react';
import { Link } from 'react-router';
import type { Cockpit } from '../../shared/cockpit.ts';
import { useT } from '../i18n/index.ts';
import { formatDay, formatTime, useFormat } from '../ui/format.ts';
import { usePageTitle } from '../ui/usePageTitle.ts';
import { usePhone } from '../ui/usePhone.ts';
import { DoorLink } from './Door.tsx';
import type { CockpitPage } from './useCockpit.ts';

type Props = Pick<CockpitPage, 'wall' | 'addressOf' | 'change'> & {
  data: Cockpit;
  /** When the figures came, and whether newer ones could not be had. */
  refreshed: { at: number; stale: boolean };
};

/** Where one is, how old the figures are, which campaign; and on a wall that it still lives. */
export const CockpitHead = ({ data, wall, refreshed, addressOf, change }: Props) => {
  const t = useT();
  const phone = usePhone();
  const { language } = useFormat();
  usePageTitle(`${data.path.at(-1)?.name ?? ''} · ${t('cockpit.title')}`);
  const at = formatTime(new Date(refreshed.at));
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 2, rowGap: { xs: 2, md: 1 } }}>
      <Box sx={{ flex: '1 1 220px', minWidth: 0 }}>
        <Path path={data.path} addressOf={addressOf} />
        <Typography variant="caption" component="div" role={wall ? 'status' : undefined}>
          {t('cockpit.asOf', { at: `${formatDay(data.today, language, '')} ${formatTime(new Date(data.asOf))}` })}
          {wall && ` · ${t(refreshed.stale ? 'cockpit.stale' : 'cockpit.refreshed', { at })}`}
        </Typography>
      </Box>
      {data.campaign && (
        <>
          {/* What cannot be chosen on a wall or on paper is a title. */}
          <Typography
            variant="h2"
            component="p"
            sx={wall ? {} : { display: 'none', '@media print': { display: 'block' } }}
          >
            {data.campaign.title}
          </Typography>
          {!wall && <CampaignChoice data={data} change={change} />}
        </>
      )}
      {!wall && (
        <Box className="no-print" sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5 }}>
          {data.campaign && (
            <Button component={Link} to={dashboardOf(data)} startIcon={<InsightsOutlined />}>
              {t('cockpit.dashboard')}
            </Button>
          )}
          {!phone && (
            <>
              <Button component={Link} to={addressOf({ wall: '1' })} startIcon={<TvOutlined />}>
                {t('cockpit.wall')}
              </Button>
              <Button onClick={() => window.print()} startIcon={<PrintOutlined />}>
                {t('cockpit.print')}
              </Button>
            </>
          )}
        </Box>
      )}
    </Box>
  );
};

const dashboardOf = ({ campaign, orgCode, path }: Cockpit) =>
  `/dashboard?${new URLSearchParams({ campaignId: campaign?.id ?? '', ...(path.length > 1 ? { orgCode } : {}) })}`;

const CampaignChoice = ({ data, change }: Pick<Props, 'data' | 'change'>) => {
  const t = useT();
  return (
    <TextField
      select
      className="no-print"
      label={t('cockpit.campaign')}
      value={data.campaign?.id ?? ''}
      onChange={({ target }) => change({ campaignId: target.value })}
      sx={{ width: { xs: 1, md: 320 } }}
    >
      {data.campaigns.map(({ id, title }) => (
        <MenuItem key={id} value={id} sx={{ whiteSpace: 'normal' }}>
          {title}
        </MenuItem>
      ))}
    </TextField>
  );
};

/** 内蒙古 › 呼和浩特: each step above leads back up. */
const Path = ({ path, addressOf }: Pick<Cockpit, 'path'> & Pick<Props, 'addressOf'>) => (
  <Typography variant="h1" component="h1" sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center' }}>
    {path.map(({ code, name }, index) => (
      <Fragment key={code}>
        {index > 0 && (
          <Box component="span" aria-hidden sx={{ mx: 0.75, color: 'text.disabled' }}>
            ›
          </Box>
        )}
        {index === path.length - 1 ? (
          name
        ) : (
          <DoorLink
            to={addressOf({ orgCode: index === 0 ? null : code })}
            sx={{ color: 'primary.main', fontWeight: 400, py: { xs: 1, md: 0 } }}
          >
            {name}
          </DoorLink>
        )}
      </Fragment>
    ))}
  </Typography>
);
