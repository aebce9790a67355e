import { useWatch } from 'react-hook-form';
import { TextInput } from 'react-admin';
import type { PersonalNumber } from '../../shared/rules/masking.ts';
import { useT } from '../i18n/index.ts';

/** The field of a number that may have come masked: sent back as it is, it changes nothing. */
export const PersonalNumberInput = ({ source, tel = false }: { source: PersonalNumber; tel?: boolean }) => {
  const t = useT();
  const value: unknown = useWatch({ name: source });
  const masked = typeof value === 'string' && value.includes('****');
  return (
    <TextInput source={source} {...(tel ? { type: 'tel' } : {})} helperText={masked ? t('ui.numbers.masked') : false} />
  );
};
