import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useGetList, useGetOne } from 'ra-core';
import { Link as RouterLink } from 'react-router';
import type { Union } from '../../../shared/unions.ts';
import { useT } from '../../i18n/index.ts';
import { useFormat } from '../../ui/format.ts';
import { tapLink } from '../../ui/tapLink.ts';

/** Beside the title: merged, dissolved, or out of use. */
export const UnionState = ({ union }: { union: Union }) => {
  const t = useT();
  if (union.active) return null;
  return (
    <Typography component="span" color="text.secondary">
      {union.endKind ? t(`unionChanges.ended.${union.endKind}`) : t('unions.inactive')}
    </Typography>
  );
};

/** How a union ended, or which others went into it; nothing for all the rest. */
export const EndedNote = ({ union }: { union: Union }) => {
  const t = useT();
  const { day } = useFormat();
  if (!union.endKind) return <Absorbed union={union} />;
  const when = { day: day(union.endedOn) };
  return (
    <Box component="section" sx={{ mb: 2.5, pl: 1.5, borderLeft: 2, borderColor: 'divider' }}>
      {union.endKind === 'merged' ? (
        <>
          {t('unionChanges.ended.mergedOn', when)}{' '}
          {union.mergedIntoId ? <Survivor id={union.mergedIntoId} /> : t('unionChanges.ended.elsewhere')}
        </>
      ) : (
        t('unionChanges.ended.dissolvedOn', when)
      )}
      <Typography color="text.secondary">
        {t('unionChanges.ended.reason', { reason: union.endReason ?? '' })}
      </Typography>
    </Box>
  );
};

const Survivor = ({ id }: { id: string }) => {
  const t = useT();
  const { data, error } = useGetOne<Union>('unions', { id }, { retry: false });
  if (error) return <>{t('unionChanges.ended.elsewhere')}</>;
  return (
    <Link component={RouterLink} to={`/unions/${id}/show`} sx={tapLink}>
      {data?.name ?? '…'}
    </Link>
  );
};

const Absorbed = ({ union }: { union: Union }) => {
  const t = useT();
  const { data = [] } = useGetList<Union>('unions', {
    filter: { mergedIntoId: union.id },
    sort: { field: 'name', order: 'ASC' },
    pagination: { page: 1, perPage: 20 },
  });
  if (data.length === 0) return null;
  return (
    <Box
      component="section"
      sx={{
        mb: 2.5,
        pl: 1.5,
        borderLeft: 2,
        borderColor: 'divider',
        display: 'flex',
        flexWrap: 'wrap',
        columnGap: 1.5,
      }}
    >
      {t('unionChanges.ended.absorbed')}
      {data.map(({ id, name }) => (
        <Link key={id} component={RouterLink} to={`/unions/${id}/show`} sx={tapLink}>
          {name}
        </Link>
      ))}
    </Box>
  );
};
