import Button from '@mui/material/Button';
import { useState } from 'react';
import { useT } from '../i18n/index.ts';
import { useMay, useMe } from '../providers/session.ts';
import { DrawDialog } from './DrawDialog.tsx';

type Props = { campaignId?: string; primary?: boolean };

/** Opens the draw; shown to whoever may verify what others have rectified: cities and provinces. */
export const DrawButton = ({ campaignId, primary = false }: Props) => {
  const t = useT();
  const may = useMay();
  const level = useMe()?.org.level;
  const [open, setOpen] = useState(false);
  if (!may('create', 'reinspections') || (level !== 'city' && level !== 'province')) return null;
  return (
    <>
      <Button variant={primary ? 'contained' : 'outlined'} onClick={() => setOpen(true)}>
        {t(campaignId ? 'reinspections.actHere' : 'reinspections.act')}
      </Button>
      {open && <DrawDialog {...(campaignId && { campaignId })} onClose={() => setOpen(false)} />}
    </>
  );
};
