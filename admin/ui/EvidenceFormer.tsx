import ExpandMoreOutlined from '@mui/icons-material/ExpandMoreOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Collapse from '@mui/material/Collapse';
import Typography from '@mui/material/Typography';
import { useGetList } from 'ra-core';
import { useState } from 'react';
import type { Attachment } from '../../shared/attachments.ts';
import { useT } from '../i18n/index.ts';
import { EvidenceTile, tileGrid } from './EvidenceTile.tsx';
import { EvidenceViewer } from './EvidenceViewer.tsx';
import { useFormat } from './format.ts';

const nothing = new Map<never, never>();

/** What a record had as evidence before: nothing goes, it only moves here, with who replaced it and when. */
export const EvidenceFormer = ({ subjectId, current }: { subjectId: string; current: readonly string[] }) => {
  const t = useT();
  const { instant } = useFormat();
  const [open, setOpen] = useState(false);
  const [shown, setShown] = useState<string | null>(null);
  const { data = [] } = useGetList<Attachment>('attachments', {
    filter: { subjectId, superseded: true },
    sort: { field: 'createdAt', order: 'DESC' },
    pagination: { page: 1, perPage: 100 },
  });
  const former = data.filter(({ id }) => !current.includes(id));
  if (former.length === 0) return null;
  return (
    <Box sx={{ mt: 1 }}>
      <Button
        size="small"
        onClick={() => setOpen(!open)}
        aria-expanded={open}
        endIcon={<ExpandMoreOutlined sx={{ transform: open ? 'rotate(180deg)' : undefined }} />}
        sx={{ minHeight: { xs: 44, md: 32 }, ml: -0.75 }}
      >
        {t('evidence.former', { count: former.length })}
      </Button>
      <Collapse in={open} unmountOnExit>
        <Box sx={tileGrid}>
          {former.map((file) => (
            <Box key={file.id} sx={{ minWidth: 0 }}>
              <Box sx={{ opacity: 0.7 }}>
                <EvidenceTile file={file} onOpen={() => setShown(file.id)} />
              </Box>
              <Typography variant="caption" component="p" sx={{ mt: 0.25, lineHeight: 1.3 }}>
                {t('evidence.replaced', { time: instant(file.supersededAt), name: file.supersededBy ?? '' })}
              </Typography>
            </Box>
          ))}
        </Box>
      </Collapse>
      {shown !== null && (
        <EvidenceViewer
          files={former}
          flags={nothing}
          span={{}}
          shown={shown}
          onMove={setShown}
          onClose={() => setShown(null)}
        />
      )}
    </Box>
  );
};
