import QrCode2Outlined from '@mui/icons-material/QrCode2Outlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { useGetList } from 'ra-core';
import { useState } from 'react';
import type { Inspection } from '../../shared/inspections.ts';
import { fillPath } from '../../shared/prints.ts';
import { useT } from '../i18n/index.ts';
import { useMe } from '../providers/session.ts';
import { EmptyState, ErrorState, TextSkeleton } from '../ui/states.tsx';
import { codePicture, QrCode } from './QrCode.tsx';

/** The address that a code on paper leads to, by the address at which the console is open. */
export const fillAddress = ({ campaignId, unionId }: Pick<Inspection, 'campaignId' | 'unionId'>): string =>
  `${window.location.origin}${fillPath(campaignId, unionId)}`;

/** Codes that lead a union's chair straight to the form: of one inspection, or of all that are open at a union. */
export const CodeButton = ({ inspection, unionId }: { inspection?: Inspection; unionId?: string }) => {
  const t = useT();
  const [open, setOpen] = useState(false);
  if (useMe()?.role === 'reporter') return null;
  return (
    <>
      <Button variant="outlined" startIcon={<QrCode2Outlined />} onClick={() => setOpen(true)}>
        {t('phone.code.button')}
      </Button>
      {open && (
        <Dialog
          open
          onClose={() => setOpen(false)}
          fullWidth
          maxWidth="xs"
          aria-labelledby="code-title"
          slotProps={{ root: { className: 'printed-alone' } }}
        >
          <DialogTitle id="code-title" className="no-print">
            {t('phone.code.title')}
          </DialogTitle>
          <DialogContent>
            <Typography color="text.secondary" className="no-print" sx={{ mb: 2 }}>
              {t('phone.code.body')}
            </Typography>
            {inspection ? <Code inspection={inspection} /> : <OpenCodes unionId={unionId ?? ''} />}
          </DialogContent>
          <DialogActions className="no-print">
            <Button color="inherit" onClick={() => setOpen(false)}>
              {t('phone.code.close')}
            </Button>
            <Button variant="contained" onClick={() => window.print()}>
              {t('phone.print.print')}
            </Button>
          </DialogActions>
        </Dialog>
      )}
    </>
  );
};

const OpenCodes = ({ unionId }: { unionId: string }) => {
  const t = useT();
  const { data, error, refetch } = useGetList<Inspection>('inspections', {
    filter: { unionId, campaignOpen: true },
    sort: { field: 'submitBy', order: 'ASC' },
    pagination: { page: 1, perPage: 10 },
  });
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} compact />;
  if (!data) return <TextSkeleton lines={4} />;
  if (data.length === 0) return <EmptyState title={t('phone.code.none')} compact />;
  return (
    <>
      {data.map((inspection) => (
        <Code key={inspection.id} inspection={inspection} />
      ))}
    </>
  );
};

const Code = ({ inspection }: { inspection: Inspection }) => {
  const t = useT();
  const { unionName, campaignTitle } = inspection;
  const address = fillAddress(inspection);
  const save = async () => {
    const picture = await codePicture(address, unionName);
    if (!picture) return;
    const link = document.createElement('a');
    link.href = URL.createObjectURL(picture);
    link.download = `${unionName}.png`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  };
  return (
    <Box component="figure" sx={{ m: 0, mb: 3, textAlign: 'center', breakInside: 'avoid' }}>
      <Box sx={{ width: 240, mx: 'auto', mb: 1 }}>
        <QrCode address={address} label={t('phone.code.of', { name: unionName })} />
      </Box>
      <figcaption>
        <Typography sx={{ fontWeight: 600 }}>{unionName}</Typography>
        <Typography color="text.secondary">{campaignTitle}</Typography>
      </figcaption>
      <Button className="no-print" onClick={() => void save()}>
        {t('phone.code.save')}
      </Button>
    </Box>
  );
};
