import type { SystemStyleObject } from '@mui/system';
import type { Theme } from '@mui/material/styles';

/** Ledger rows between hairlines: close on a desk, tall enough for a thumb on a phone. */
export const tableStyle: SystemStyleObject<Theme> = {
  width: 1,
  borderCollapse: 'collapse',
  fontSize: '0.8125rem',
  '& th, & td': {
    textAlign: 'left',
    fontWeight: 400,
    px: 0.75,
    py: 0,
    height: { xs: 44, md: 25 },
    borderBottom: 1,
    borderColor: 'divider',
    whiteSpace: 'nowrap',
  },
  '& thead th': {
    color: 'text.secondary',
    fontSize: '0.75rem',
    position: 'sticky',
    top: 0,
    bgcolor: 'background.default',
    zIndex: 1,
  },
  '& th:first-of-type': { pl: 0 },
  '& .number': { textAlign: 'right' },
  '& .total th, & .total td': { fontWeight: 600 },
  '& a': { display: 'inline-block', py: { xs: 1.25, md: 0 } },
};

/** Where nobody can scroll, on the wall and on paper: as many rows as there are share the height there is. */
export function fitting(rows: number): SystemStyleObject<Theme> {
  const fit = (largest: number, fontSize: string) => ({
    height: `min(100%, ${rows * largest}px)`,
    fontSize,
    '& th, & td': { height: 'auto', lineHeight: 1.1 },
    '& thead th': { position: 'static', fontSize: 'inherit', bgcolor: 'transparent' },
  });
  return {
    '.wall &': fit(30, rows > 26 ? '0.6875rem' : '0.8125rem'),
    '@media print': fit(22, `${Math.min(12, Math.floor(330 / rows))}px`),
  };
}

/** Marks what is told on a screen only: on the wall and on paper there is no room for it. */
export const beyond: SystemStyleObject<Theme> = { '.wall &': { display: 'none' }, '@media print': { display: 'none' } };
export const onlyBeyond: SystemStyleObject<Theme> = {
  display: 'none',
  '.wall &': { display: 'inline' },
  '@media print': { display: 'inline' },
};
