import Box from '@mui/material/Box';
import LinearProgress from '@mui/material/LinearProgress';
import Typography from '@mui/material/Typography';
import type { Campaign } from '../../shared/campaigns.ts';
import { useT } from '../i18n/index.ts';
import { useFormat } from '../ui/format.ts';

/** Between the order and the moment when all targets exist. */
export const isIssuing = ({ status, issueProgress }: Campaign): boolean => status === 'draft' && issueProgress !== null;

/** How many targets exist already. */
export const IssueBar = ({ campaign, large = false }: { campaign: Campaign; large?: boolean }) => {
  const t = useT();
  const { number } = useFormat();
  const { done, total } = campaign.issueProgress ?? { done: 0, total: 0 };
  const text = t('campaigns.issuing', { done: number(done), total: number(total) });
  return (
    <Box sx={{ width: 1, py: large ? 3 : 0 }} role="status">
      <Box sx={{ mb: large ? 1 : 0.5, fontWeight: large ? 600 : 400 }}>{text}</Box>
      <LinearProgress
        variant={total > 0 ? 'determinate' : 'indeterminate'}
        value={total > 0 ? (done / total) * 100 : 0}
        aria-label={text}
        sx={{ height: large ? 8 : 4, borderRadius: 1 }}
      />
      {large && (
        <Typography color="text.secondary" sx={{ mt: 1 }}>
          {t('campaigns.issuingBody')}
        </Typography>
      )}
    </Box>
  );
};
