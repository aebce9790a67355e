import { useTranslate } from 'ra-core';
import { useCallback } from 'react';

/** `label('rectifications', 'dueOn')` → 时限; the label given wins. */
export function useFieldLabel(): (resource: string, field: string, given?: string) => string {
  const translate = useTranslate();
  return useCallback(
    (resource, field, given) => given ?? translate(`resources.${resource}.fields.${field}`, { _: '' }),
    [translate],
  );
}
