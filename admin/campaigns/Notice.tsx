import Box from '@mui/material/Box';
import { useWatch } from 'react-hook-form';
import type { CampaignWrite, Reach } from '../../shared/campaigns.ts';
import type { Checklist } from '../../shared/checklists.ts';
import { useT, useWord } from '../i18n/index.ts';
import { NONE, useFormat } from '../ui/format.ts';
import { useOrgNames } from '../ui/orgs.tsx';

type Props = { issuer: string; checklist: Checklist | undefined; reach: Reach | undefined };

/** The campaign as the notice that goes out, while it is being written. */
export const Notice = ({ issuer, checklist, reach }: Props) => {
  const t = useT();
  const word = useWord();
  const { day, number, today, list } = useFormat();
  const campaign = useWatch() as Partial<CampaignWrite>;
  const codes = campaign.scope?.orgCodes ?? [];
  const names = useOrgNames([issuer, ...codes]);
  const nameOf = (code: string) => names.get(code)?.shortName ?? '…';
  const where = codes.length > 0 ? list(codes.map(nameOf)) : NONE;
  const kinds = campaign.scope?.kinds ?? [];
  const minimum = campaign.scope?.minEmployees;
  return (
    <Box
      sx={{
        bgcolor: 'background.paper',
        borderTop: 3,
        borderColor: 'brand',
        px: { xs: 2, md: 3 },
        py: 2.5,
        lineHeight: 1.9,
        '& p': { m: 0 },
        '& h4': { m: 0, mt: 1, fontSize: 'inherit', fontWeight: 600 },
      }}
    >
      <Box component="h3" sx={{ m: 0, textAlign: 'center', fontSize: '1rem', fontWeight: 600, lineHeight: 1.5 }}>
        {t('campaigns.notice.title', { title: campaign.title?.trim() || t('campaigns.notice.untitled') })}
      </Box>
      <Box component="p" sx={{ textAlign: 'center', color: 'text.secondary', fontSize: '0.8125rem' }}>
        {campaign.docNo || t('campaigns.notice.draftNo')}
      </Box>
      <p>{t('campaigns.notice.addressees', { names: where })}</p>
      <h4>{t('campaigns.notice.whom')}</h4>
      <p>
        {t('campaigns.notice.whomBody', {
          where,
          kinds: kinds.length > 0 ? list(kinds.map((kind) => word('unionKind', kind))) : t('campaigns.notice.allKinds'),
          size: minimum ? t('campaigns.notice.minSize', { count: number(minimum) }) : '',
          count: number(reach?.targets),
          priority: number(reach?.priority),
        })}
      </p>
      <h4>{t('campaigns.notice.what')}</h4>
      <p>
        {checklist
          ? t('campaigns.notice.whatBody', { title: checklist.title, count: checklist.itemCount })
          : t('campaigns.notice.noChecklist')}
      </p>
      <h4>{t('campaigns.notice.when')}</h4>
      <p>
        {t('campaigns.notice.fill', { from: day(campaign.startsOn), to: day(campaign.submitBy) })}
        {t('campaigns.notice.immediate', { day: day(campaign.immediateDueOn) })}
        {t('campaigns.notice.scheduled', { day: day(campaign.scheduledDueOn) })}
      </p>
      <Box component="p" sx={{ textAlign: 'right', mt: '12px !important' }}>
        {names.get(issuer)?.name ?? '…'}
        <br />
        {day(today)}
      </Box>
    </Box>
  );
};
