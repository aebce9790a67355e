import Box from '@mui/material/Box';
import MuiTab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { useListContext } from 'ra-core';
import type { ReactNode } from 'react';
import { useFormat } from '../format.ts';
import { activeTab, withTab, type Filters } from './filterValues.ts';
import type { Tab } from './types.ts';

/** What one comes to do, as tabs; each is a filter in the address. */
export const ListTabs = ({ tabs, label, tools }: { tabs: readonly Tab[]; label: string; tools?: ReactNode }) => {
  const { number } = useFormat();
  const { filterValues, setFilters } = useListContext();
  const filters = filterValues as Filters;
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', borderBottom: 1, borderColor: 'divider' }}>
      <Tabs
        value={activeTab(tabs, filters)}
        aria-label={label}
        variant="scrollable"
        scrollButtons={false}
        sx={{ flex: 1, minWidth: 0, mb: '-1px' }}
      >
        {tabs.map((tab) => (
          <MuiTab
            key={tab.key}
            value={tab.key}
            onClick={() => setFilters(withTab(tabs, filters, tab))}
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
      {tools}
    </Box>
  );
};
