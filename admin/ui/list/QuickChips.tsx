import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { useListContext } from 'ra-core';

type Filters = Record<string, unknown>;

/** `filter` is what is set; several fields at once, which is what the single controls cannot do. */
export type Quick = {
  key: string;
  label: string;
  filter: Filters;
  /** When it counts as set; by default when all of `filter` is. */
  isOn?: (filters: Filters) => boolean;
};

type Props = {
  label: string;
  quick: readonly Quick[];
  /** What stands instead when none is set. */
  rest?: Filters;
};

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** Filters that people ask for most, one tap each; one at a time. Give it to a list as a `custom` filter. */
export const QuickChips = ({ label, quick, rest = {} }: Props) => {
  const { filterValues, setFilters } = useListContext();
  const filters = filterValues as Filters;
  const own = new Set(quick.flatMap(({ filter }) => Object.keys(filter)));
  const isOn = ({ filter, isOn: given }: Quick) =>
    given?.(filters) ?? Object.entries(filter).every(([field, value]) => same(filters[field], value));
  const toggle = (chosen: Quick) => {
    const others = Object.fromEntries(Object.entries(filters).filter(([field]) => !own.has(field)));
    setFilters({ ...others, ...(isOn(chosen) ? rest : chosen.filter) }, {}, false);
  };
  return (
    <Box role="group" aria-label={label} sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
      {quick.map((item) => {
        const on = isOn(item);
        return (
          <ButtonBase
            key={item.key}
            aria-pressed={on}
            onClick={() => toggle(item)}
            sx={{
              minHeight: { xs: 44, md: 32 },
              px: 1.5,
              fontSize: '0.8125rem',
              borderRadius: 4,
              border: 1,
              borderColor: on ? 'primary.main' : 'divider',
              color: on ? 'primary.main' : 'text.secondary',
              bgcolor: on ? 'selected' : 'background.paper',
              fontWeight: on ? 600 : 400,
            }}
          >
            {item.label}
          </ButtonBase>
        );
      })}
    </Box>
  );
};
