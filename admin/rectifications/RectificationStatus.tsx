import Box from '@mui/material/Box';
import type { Rectification } from '../../shared/rectifications.ts';
import { StatusChip } from '../ui/StatusChip.tsx';

export const extensionWaits = ({ extension }: Pick<Rectification, 'extension'>): boolean =>
  extension !== null && extension.decision === null;

/** The status, and beside it that an extension waits for its decision. */
export const RectificationStatus = ({ record, filled = false }: { record: Rectification; filled?: boolean }) => (
  <Box component="span" sx={{ display: 'inline-flex', flexWrap: 'wrap', columnGap: 1, rowGap: 0.25 }}>
    <StatusChip kind="rectifications" status={record.status} filled={filled} />
    {extensionWaits(record) && <StatusChip kind="extension" status="pending" filled={filled} />}
  </Box>
);
