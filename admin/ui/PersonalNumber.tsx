import Button from '@mui/material/Button';
import MuiLink from '@mui/material/Link';
import { useNotify } from 'ra-core';
import { useState } from 'react';
import type { PersonalNumber as Field } from '../../shared/rules/masking.ts';
import { useT } from '../i18n/index.ts';
import { useData } from '../providers/dataProvider.ts';
import { sentenceOf } from '../providers/httpClient.ts';
import { size } from '../theme.ts';
import { NONE, useFormat } from './format.ts';
import { tapLink } from './tapLink.ts';

type Numbers = Partial<Record<Field, string | null>>;
type Numbered = Numbers & { id: string; mayActions?: readonly string[] };

export type Revealing = {
  /** In full once asked for, else as the record has it. */
  of: (field: Field) => string | null;
  /** Asks for all numbers of the record; null where there is nothing more to see. */
  ask: (() => Promise<void>) | null;
  asking: boolean;
};

const isMasked = (number: string | null | undefined) => number?.includes('****') ?? false;

/** The numbers of one record: shown masked to superiors until they ask, which the history of the record tells. */
export function useNumbers(resource: 'unions' | 'enterprises', record: Numbered): Revealing {
  const { action } = useData();
  const notify = useNotify();
  const [shown, setShown] = useState<{ key: string; numbers: Numbers }>({ key: '', numbers: {} });
  const [asking, setAsking] = useState(false);
  // Another record, or one that has changed since: what was asked for is no longer it.
  const key = [record.id, record.chairPhone, record.contactPhone, record.certificateNo].join();
  const of = (field: Field) => (shown.key === key ? shown.numbers[field] : null) ?? record[field] ?? null;
  const may = record.mayActions?.includes('reveal') ?? false;
  const hidden = (['chairPhone', 'contactPhone', 'certificateNo'] as const).some((field) => isMasked(of(field)));
  const ask = async () => {
    setAsking(true);
    try {
      setShown({ key, numbers: await action<Numbers & { id: string }>(resource, record.id, 'reveal') });
    } catch (error) {
      notify(sentenceOf(error), { type: 'error' });
    } finally {
      setAsking(false);
    }
  };
  return { of, ask: may && hidden ? ask : null, asking };
}

/** A telephone number, which can be called with a tap where it is shown in full. */
export const PhoneNumber = ({ phone }: { phone: string | null }) => {
  const { phone: written } = useFormat();
  if (!phone || isMasked(phone)) return <>{written(phone)}</>;
  return (
    <MuiLink href={`tel:${phone}`} sx={tapLink}>
      {written(phone)}
    </MuiLink>
  );
};

/** One number of a record and, beside it while it is masked, the way to see it. */
export const PersonalNumber = ({ field, numbers }: { field: Field; numbers: Revealing }) => {
  const t = useT();
  const number = numbers.of(field);
  return (
    <>
      {field === 'certificateNo' ? (number ?? NONE) : <PhoneNumber phone={number} />}
      {numbers.ask && isMasked(number) && (
        <Button
          size="small"
          disabled={numbers.asking}
          onClick={() => void numbers.ask?.()}
          title={t('ui.numbers.hint')}
          sx={{ ml: 1, py: 0, minHeight: { xs: size.tap, md: 24 }, verticalAlign: 'baseline' }}
        >
          {t('ui.numbers.show')}
        </Button>
      )}
    </>
  );
};
