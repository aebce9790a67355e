import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import type { Bulletin, Receipt } from '../../shared/bulletins.ts';
import { useT } from '../i18n/index.ts';
import { useMe } from '../providers/session.ts';
import type { ActForm } from '../ui/ActDialog.tsx';
import { ActionButton } from '../ui/ActionButton.tsx';
import { useFormat } from '../ui/format.ts';

/** The receipt that the reader's own federation has to give or has given. */
export function useMyReceipt({ receipts, orgCode }: Bulletin): Receipt | undefined {
  const own = useMe()?.org.code;
  return own === orgCode ? undefined : receipts.find((receipt) => receipt.orgCode === own);
}

const ReplyField = ({ value, set, errors }: ActForm) => {
  const t = useT();
  return (
    <TextField
      label={t('bulletins.receipt.reply')}
      placeholder={t('bulletins.receipt.replyHint')}
      value={value['reply'] ?? ''}
      onChange={(event) => set('reply', event.target.value)}
      error={Boolean(errors['reply'])}
      helperText={errors['reply']}
      multiline
      minRows={4}
      fullWidth
      slotProps={{ htmlInput: { maxLength: 1000 } }}
    />
  );
};

/** 签收 with an optional reply, the one big button; afterwards the reply can still be added or changed. */
export const AcknowledgeButton = ({ bulletin, fullWidth = false }: { bulletin: Bulletin; fullWidth?: boolean }) => {
  const t = useT();
  const mine = useMyReceipt(bulletin);
  if (!mine) return null;
  const given = mine.acknowledgedAt !== null;
  return (
    <ActionButton
      resource="bulletins"
      record={bulletin}
      action="acknowledge"
      label={
        given
          ? t(mine.reply ? 'bulletins.receipt.changeReply' : 'bulletins.receipt.addReply')
          : t('bulletins.receipt.label')
      }
      confirmLabel={given ? t('bulletins.receipt.saveReply') : t('bulletins.receipt.label')}
      primary={!given}
      size={given ? 'medium' : 'large'}
      fullWidth={fullWidth}
      initial={{ reply: mine.reply ?? '' }}
      form={(form) => <ReplyField {...form} />}
      {...(given ? { ready: (value) => String(value['reply'] ?? '').trim() !== '' } : {})}
    />
  );
};

/** What the own federation has answered. */
export const MyReceipt = ({ receipt }: { receipt: Receipt }) => {
  const t = useT();
  const { instant } = useFormat();
  return (
    <Box component="section" aria-label={t('bulletins.receipt.mine')}>
      <Typography variant="h2" sx={{ mb: 1 }}>
        {t('bulletins.receipt.mine')}
      </Typography>
      <p style={{ margin: 0 }}>
        {receipt.acknowledgedAt
          ? t('bulletins.receipt.mineDone', {
              by: receipt.acknowledgedBy ?? '',
              at: instant(receipt.acknowledgedAt),
            })
          : t('bulletins.receipt.none')}
      </p>
      {receipt.reply && (
        <Box component="blockquote" sx={{ m: 0, mt: 1, pl: 1.25, borderLeft: 2, borderColor: 'divider' }}>
          {receipt.reply}
        </Box>
      )}
    </Box>
  );
};

/** Who has acknowledged, when, and what they replied; those who have not stand first. */
export const Receipts = ({ receipts }: { receipts: readonly Receipt[] }) => {
  const t = useT();
  const { instant, number } = useFormat();
  const done = receipts.filter(({ acknowledgedAt }) => acknowledgedAt !== null).length;
  const sorted = [...receipts].sort((a, b) => Number(a.acknowledgedAt !== null) - Number(b.acknowledgedAt !== null));
  return (
    <Box component="section" aria-label={t('bulletins.receipt.title')}>
      <Box sx={{ display: 'flex', alignItems: 'baseline', gap: 1.5, mb: 0.5 }}>
        <Typography variant="h2">{t('bulletins.receipt.title')}</Typography>
        <Typography color="text.secondary">
          {t('bulletins.acknowledged', { done: number(done), total: number(receipts.length) })}
        </Typography>
      </Box>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {sorted.map((receipt) => (
          <Box
            component="li"
            key={receipt.orgCode}
            data-acknowledged={receipt.acknowledgedAt !== null}
            sx={{ py: 1, borderBottom: 1, borderColor: 'divider' }}
          >
            <Box sx={{ display: 'flex', justifyContent: 'space-between', columnGap: 2, flexWrap: 'wrap' }}>
              <span>{receipt.orgName}</span>
              <Box component="span" sx={{ color: 'text.secondary' }}>
                {receipt.acknowledgedAt
                  ? `${receipt.acknowledgedBy} · ${instant(receipt.acknowledgedAt)}`
                  : t('bulletins.receipt.none')}
              </Box>
            </Box>
            {receipt.reply && (
              <Box component="blockquote" sx={{ m: 0, mt: 0.5, pl: 1.25, borderLeft: 2, borderColor: 'divider' }}>
                {receipt.reply}
              </Box>
            )}
          </Box>
        ))}
      </Box>
    </Box>
  );
};
