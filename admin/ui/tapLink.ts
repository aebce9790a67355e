import { size } from '../theme.ts';

/** For a link that stands alone in a line: high enough for a finger on a phone. */
export const tapLink = {
  display: 'inline-flex',
  alignItems: 'center',
  minHeight: { xs: size.tap, md: 'auto' },
} as const;
