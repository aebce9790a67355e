import FilterListOutlined from '@mui/icons-material/FilterListOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Drawer from '@mui/material/Drawer';
import { useListContext } from 'ra-core';
import { useState, type ReactNode } from 'react';
import { useT } from '../../i18n/index.ts';
import { usePhone } from '../usePhone.ts';
import { DoorFilters } from './DoorFilters.tsx';
import { FilterControl } from './FilterControl.tsx';
import { clearedFilters, setFilterCount, withFilter, type Filters } from './filterValues.ts';
import { SearchBox } from './SearchBox.tsx';
import type { FilterField, Tab } from './types.ts';

type Props = {
  fields: readonly FilterField[];
  tabs?: readonly Tab[];
  /** At the right end: saved filters, columns. */
  tools?: ReactNode;
};

/** The filters of a list: open on a desk, folded into a sheet on a phone. Reads and writes the list's address. */
export const FilterBar = ({ fields, tabs = [], tools }: Props) => {
  const t = useT();
  const phone = usePhone();
  const { filterValues, setFilters } = useListContext();
  const [open, setOpen] = useState(false);
  const filters = filterValues as Filters;
  const change = (next: Filters) => setFilters(next);
  const search = fields.find((field) => field.kind === 'search');
  const others = fields.filter((field) => field.kind !== 'search');
  const count = setFilterCount(filters, tabs);
  const clear = () => change(clearedFilters(filters, tabs));
  const searchSource = search?.source ?? 'q';
  const box = search && (
    <SearchBox
      value={typeof filters[searchSource] === 'string' ? filters[searchSource] : ''}
      onChange={(text) => change(withFilter(filters, searchSource, text))}
      hint={search.hint}
    />
  );
  const controls = others.map((field) => (
    <FilterControl key={`${field.kind} ${field.source ?? ''}`} field={field} filters={filters} onChange={change} />
  ));
  const doors = <DoorFilters fields={fields} tabs={tabs} filters={filters} onChange={change} />;
  const clearButton = (count > 0 || filters[searchSource] !== undefined) && (
    <Button onClick={clear} size={phone ? 'medium' : 'small'}>
      {t('ui.list.clear')}
    </Button>
  );

  if (phone) {
    return (
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mb: 1.5 }} role="search">
        {box ?? <Box sx={{ flex: 1 }} />}
        {others.length > 0 && (
          <Button
            variant="outlined"
            startIcon={<FilterListOutlined />}
            onClick={() => setOpen(true)}
            sx={{ flex: 'none' }}
          >
            {count > 0 ? t('ui.list.filtersOn', { count }) : t('ui.list.filters')}
          </Button>
        )}
        {doors}
        <Drawer anchor="bottom" open={open} onClose={() => setOpen(false)}>
          <Box
            sx={{
              display: 'grid',
              gap: 2.5,
              p: 2.5,
              pb: 'max(20px, env(safe-area-inset-bottom))',
              maxHeight: '80dvh',
              overflowY: 'auto',
            }}
          >
            {controls}
            <Box sx={{ display: 'flex', justifyContent: 'space-between', gap: 1 }}>
              {clearButton || <span />}
              <Button variant="contained" onClick={() => setOpen(false)}>
                {t('ui.act.confirm')}
              </Button>
            </Box>
          </Box>
        </Drawer>
      </Box>
    );
  }
  return (
    <Box role="search" sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1.5, py: 1.5 }}>
      {box}
      {controls}
      {doors}
      {clearButton}
      <Box sx={{ flex: 1 }} />
      {tools}
    </Box>
  );
};
