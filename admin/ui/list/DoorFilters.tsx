import Chip from '@mui/material/Chip';
import { useT, useWord, type MessageKey } from '../../i18n/index.ts';
import { tabFields, withFilter, type Filters } from './filterValues.ts';
import type { FilterField, Tab } from './types.ts';

/** Filters that only a number's door sets: no control shows them, so each is told here and can be taken away. */
const doorFields = {
  id: 'ui.list.door.id',
  funnel: 'ui.list.door.funnel',
  counted: 'ui.list.door.counted',
  onTime: 'ui.list.door.onTime',
  reinspected: 'ui.list.door.reinspected',
  relapsed: 'ui.list.door.relapsed',
  shell: 'ui.list.door.shell',
  campaignOpen: 'ui.list.door.campaignOpen',
  remindedToday: 'ui.list.door.remindedToday',
  orgExact: 'ui.list.door.orgExact',
  eligible: 'ui.list.door.eligible',
  advanced: 'ui.list.door.advanced',
  built: 'ui.list.door.built',
} as const satisfies Record<string, MessageKey>;

type Props = {
  fields: readonly FilterField[];
  tabs: readonly Tab[];
  filters: Filters;
  onChange: (next: Filters) => void;
};

export const DoorFilters = ({ fields, tabs, filters, onChange }: Props) => {
  const t = useT();
  const word = useWord();
  const told = new Set([...tabFields(tabs), ...fields.map(({ source }) => source)]);
  const hidden = Object.keys(doorFields).filter((field) => filters[field] !== undefined && !told.has(field));
  return hidden.map((field) => {
    const value = filters[field];
    const label = t(doorFields[field as keyof typeof doorFields], {
      word: field === 'funnel' ? word('measure', String(value)) : '',
      count: Array.isArray(value) ? value.length : 1,
    });
    return (
      <Chip
        key={field}
        variant="outlined"
        size="small"
        label={value === false ? t('ui.list.door.not', { label }) : label}
        onDelete={() => onChange(withFilter(filters, field, undefined))}
      />
    );
  });
};
