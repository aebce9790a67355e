import { useResourceContext } from 'ra-core';
import { useFieldLabel } from './useFieldLabel.ts';

/** The label of an input of our own: the one given, or the name of the field. */
export function useInputLabel(source: string, given?: string): string {
  const resource = useResourceContext() ?? '';
  return useFieldLabel()(resource, source.split('.').at(-1) ?? source, given);
}
