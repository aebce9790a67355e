import { describe, expect, test } from '@jest/globals';
import { activeTab, setFilterCount, withFilter, withTab } from '../../admin/ui/list/filterValues.ts';
import { stepsBelow } from '../../admin/ui/orgs.tsx';

const tabs = [
  { key: 'todo', label: '待整改', filter: { status: ['open', 'returned'] } },
  { key: 'late', label: '逾期', filter: { overdue: true } },
  { key: 'all', label: '全部', filter: {} },
];

describe('filters of a list', () => {
  test('a tab is active when the fields of tabs say exactly that', () => {
    expect(activeTab(tabs, { status: ['open', 'returned'], orgCode: '1501' })).toBe('todo');
    expect(activeTab(tabs, { orgCode: '1501' })).toBe('all');
    expect(activeTab(tabs, { status: ['closed'] })).toBe(false);
  });

  test('another tab keeps what tabs do not speak of', () => {
    const filters = { status: ['open', 'returned'], orgCode: '1501', q: '一中' };
    expect(withTab(tabs, filters, tabs[1]!)).toEqual({ overdue: true, orgCode: '1501', q: '一中' });
    expect(setFilterCount(filters, tabs)).toBe(1);
  });

  test('an emptied filter leaves the address', () => {
    expect(withFilter({ orgCode: '1501', track: 'immediate' }, 'orgCode', null)).toEqual({ track: 'immediate' });
    expect(withFilter({}, 'kind', [])).toEqual({});
    expect(withFilter({}, 'overdue', false)).toEqual({ overdue: false });
  });
});

test('the path of an organisation begins below the reader and skips nominal tiers', () => {
  expect(stepsBelow('150102001', '15')).toEqual(['1501', '150102', '150102001']);
  expect(stepsBelow('310107001', 'CN')).toEqual(['31', '310107', '310107001']);
  expect(stepsBelow('150102', '150102')).toEqual([]);
});
