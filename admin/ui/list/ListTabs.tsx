import Box from '@mui/material/Box';
import MuiTab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { useListContext } from 'ra-core';
import { useFormat } from '../format.ts';
import { activeTab, withTab, type Filters } from './filterValues.ts';
import type { Tab } from './types.ts';

/** What one comes to do, as tabs; each is a filter in the address. */
export const ListTabs = ({ tabs, label }: { tabs: readonly Tab[]; label: string }) => {
  const { number } = useFormat();
  const { filterValues, setFilters } = useListContext();
  const filters = filterValues as Filters;
  return (
    <Tabs
      value={activeTab(tabs, filters)}
      aria-label={label}
      variant="scrollable"
      scrollButtons={false}
      sx={{ borderBottom: 1, borderColor: 'divider' }}
    >
      {tabs.map((tab) => (
        <MuiTab
          key={tab.key}
          value={tab.key}
          onClick={() => setFilters(withTab(tabs, filters, tab), {}, false)}
          label={
            <span>
              {tab.label}
              {tab.count !== undefined && (
                <Box component="span" sx={{ ml: 0.75, color: 'text.secondary', fontWeight: 400 }}>
                  {number(tab.count)}
                </Box>
              )}
            </span>
          }
        />
      ))}
    </Tabs>
  );
};
