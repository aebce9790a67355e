import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { useListContext } from 'ra-core';
import { unsettledStatuses } from '../../shared/rules/deadlines.ts';
import { weekOf } from '../../shared/rules/days.ts';
import { useT, type MessageKey } from '../i18n/index.ts';
import { useFormat } from '../ui/format.ts';

type Filters = Record<string, unknown>;
type Quick = { key: MessageKey; filter: Filters };

export const openStatuses = [...unsettledStatuses];

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** What officers ask for most, one tap each. Each says itself which statuses it means. */
export const QuickFilters = () => {
  const t = useT();
  const { today } = useFormat();
  const { filterValues, setFilters } = useListContext();
  const filters = filterValues as Filters;
  const quick: Quick[] = [
    {
      key: 'rectifications.quick.week',
      filter: { status: openStatuses, dueOn_gte: today, dueOn_lte: weekOf(today).to },
    },
    { key: 'rectifications.quick.overdue', filter: { status: openStatuses, overdue: true } },
    { key: 'rectifications.quick.returned', filter: { status: ['returned', 'reopened'] } },
    { key: 'rectifications.quick.extension', filter: { status: openStatuses, extensionPending: true } },
  ];
  const own = new Set(quick.flatMap(({ filter }) => Object.keys(filter)));
  const isOn = ({ filter }: Quick) =>
    Object.entries(filter).every(
      ([field, value]) =>
        same(filters[field], value) || (field === 'status' && 'overdue' in filter && filters['status'] === undefined),
    );
  const toggle = (chosen: Quick) => {
    const others = Object.fromEntries(Object.entries(filters).filter(([field]) => !own.has(field)));
    setFilters({ ...others, ...(isOn(chosen) ? { status: openStatuses } : chosen.filter) }, {}, false);
  };
  return (
    <Box role="group" aria-label={t('rectifications.quick.label')} sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
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
            {t(item.key)}
          </ButtonBase>
        );
      })}
    </Box>
  );
};
