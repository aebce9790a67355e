import ContentCopyOutlined from '@mui/icons-material/ContentCopyOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useNotify } from 'ra-core';
import { useT } from '../i18n/index.ts';

/** The paragraph that goes into a report, ready to copy. */
export const Paragraph = ({ text }: { text: string }) => {
  const t = useT();
  const notify = useNotify();
  const copy = async () => {
    await copyText(text);
    notify(t('sites.page.copied'), { type: 'success' });
  };
  return (
    <Box component="section" aria-label={t('sites.page.paragraph')}>
      <Box sx={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between', mb: 0.5 }}>
        <Typography variant="h2">{t('sites.page.paragraph')}</Typography>
        <Button startIcon={<ContentCopyOutlined />} onClick={() => void copy()} className="no-print">
          {t('sites.page.copy')}
        </Button>
      </Box>
      <Typography sx={{ pl: 2, borderLeft: 2, borderColor: 'divider', lineHeight: 1.9, maxWidth: '64em' }}>
        {text}
      </Typography>
    </Box>
  );
};

/** Pages that are not served securely have no clipboard of their own. */
async function copyText(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}
