import { useListContext } from 'ra-core';
import { useFormat } from '../format.ts';

/** How many rows the list has, in words: `1,234`, or `100,000+` where they were not counted further. */
export function useTotal(): string {
  const { number } = useFormat();
  const { total = 0, meta } = useListContext();
  const { capped = false } = (meta ?? {}) as { capped?: boolean };
  return capped ? `${number(total)}+` : number(total);
}
