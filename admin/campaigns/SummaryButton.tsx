import FileDownloadOutlined from '@mui/icons-material/FileDownloadOutlined';
import Button from '@mui/material/Button';
import { useT } from '../i18n/index.ts';
import { useMay } from '../providers/session.ts';
import { useOrderExport } from '../ui/exportWatch.ts';

/** 汇总表 of a campaign for the reader's organisation, as the finished workbook that is handed in. */
export const SummaryButton = ({ campaignId }: { campaignId: string }) => {
  const t = useT();
  const may = useMay();
  const order = useOrderExport();
  if (!may('create', 'exports')) return null;
  return (
    <Button
      size="small"
      aria-label={t('exports.summary')}
      startIcon={<FileDownloadOutlined />}
      onClick={() => void order({ kind: 'progress-summary', filter: { campaignId } })}
    >
      {t('exports.button')}
    </Button>
  );
};
