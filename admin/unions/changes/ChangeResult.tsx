import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import { useGetOne } from 'ra-core';
import { Link as RouterLink } from 'react-router';
import type { Union } from '../../../shared/unions.ts';
import { useT } from '../../i18n/index.ts';
import { useFormat } from '../../ui/format.ts';
import { listUrl } from '../../ui/listUrl.ts';
import { useOrgNames } from '../../ui/orgs.tsx';
import { tapLink } from '../../ui/tapLink.ts';
import type { Changed } from './ChangeDialog.tsx';

type Props = { changed: Changed; onClose: () => void };

/** What was done, in a sentence, with the way to what it did. */
export const ChangeResult = ({ changed: { kind, after, did }, onClose }: Props) => {
  const t = useT();
  const { number } = useFormat();
  const place = useOrgNames([after.orgCode]).get(after.orgCode)?.shortName ?? '';
  const { data: into } = useGetOne<Union>(
    'unions',
    { id: after.mergedIntoId ?? '' },
    { enabled: after.mergedIntoId !== null },
  );
  // What ended stays with the union; what went along is the survivor's.
  const unionId = after.mergedIntoId && did.carried > 0 ? after.mergedIntoId : after.id;
  const work = (inspections: number, items: number) => ({ inspections: number(inspections), items: number(items) });
  return (
    <Alert severity="success" variant="outlined" onClose={onClose} sx={{ mb: 2 }}>
      {t(`unionChanges.done.${kind}`, { name: kind === 'merge' ? (into?.name ?? '') : place })}
      {did.carried > 0 && ` ${t('unionChanges.will.carried', work(did.carried, did.carriedItems))}`}
      {did.ended > 0 && ` ${t('unionChanges.will.ended', work(did.ended, did.endedItems))}`}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2 }}>
        {into && (
          <Link component={RouterLink} to={`/unions/${into.id}/show`} sx={tapLink}>
            {t('unionChanges.done.survivor')}
          </Link>
        )}
        {did.inspections > 0 && (
          <>
            <Link component={RouterLink} to={listUrl('inspections', { unionId })} sx={tapLink}>
              {t('unionChanges.done.inspections')}
            </Link>
            <Link component={RouterLink} to={listUrl('rectifications', { unionId })} sx={tapLink}>
              {t('unionChanges.done.rectifications')}
            </Link>
          </>
        )}
      </Box>
    </Alert>
  );
};
