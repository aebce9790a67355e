import Chip from '@mui/material/Chip';
import Box from '@mui/material/Box';
import { useListContext } from 'ra-core';
import { useT, useWord } from '../i18n/index.ts';
import { withFilter, type Filters } from '../ui/list/filterValues.ts';

/** What a number that led here has narrowed the list to; each goes with a tap. Nothing while nothing is set. */
export const HaveFilters = () => {
  const t = useT();
  const word = useWord();
  const { filterValues, setFilters } = useListContext();
  const filters = filterValues as Filters;
  const { active, assessed, standard, failing, passing } = filters;
  const set = [
    { field: 'failing', name: failing ? t('haves.only.failing', { have: word('sixHave', String(failing)) }) : '' },
    { field: 'passing', name: passing ? t('haves.only.passing', { have: word('sixHave', String(passing)) }) : '' },
    { field: 'standard', name: standard === true ? t('haves.only.standard') : '' },
    { field: 'assessed', name: assessedName() },
    { field: 'active', name: active === true ? t('haves.only.active') : '' },
  ].filter(({ name }) => name !== '');
  function assessedName() {
    if (assessed === undefined) return '';
    return t(assessed ? 'haves.only.assessed' : 'haves.only.notAssessed');
  }
  if (set.length === 0) return null;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
      {set.map(({ field, name }) => (
        <Chip
          key={field}
          label={name}
          variant="outlined"
          color="primary"
          onDelete={() => setFilters(withFilter(filters, field, undefined))}
          slotProps={{ root: { sx: { height: { xs: 44, md: 32 } } } }}
        />
      ))}
    </Box>
  );
};
