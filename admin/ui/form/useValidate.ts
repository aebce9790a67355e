import { useCallback } from 'react';
import { get, set, type FieldErrors, type FieldValues } from 'react-hook-form';
import type { z } from 'zod';
import { faultsOf } from '../../../shared/faults.ts';
import { sentence } from '../../../shared/messages.ts';
import { useLanguage } from '../../i18n/index.ts';

/** The schema that the server validates with, as the `validate` of a react-admin form; sentences at their fields. */
export function useValidate(schema: z.ZodType): (values: FieldValues) => FieldErrors {
  const language = useLanguage();
  return useCallback(
    (values) => {
      const result = schema.safeParse(values, { reportInput: true });
      const errors: FieldErrors = {};
      if (result.success) return errors;
      for (const [path, { code, params }] of Object.entries(faultsOf(result.error))) {
        if (!get(errors, path)) set(errors, path, sentence(code, language, params));
      }
      return errors;
    },
    [schema, language],
  );
}
