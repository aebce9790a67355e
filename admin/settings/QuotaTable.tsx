import Box from '@mui/material/Box';
import InputBase from '@mui/material/InputBase';
import { useGetList } from 'ra-core';
import type { Organisation } from '../../shared/organisations.ts';
import type { Named, Settings } from '../../shared/settings.ts';
import { useT } from '../i18n/index.ts';
import { formatNumber } from '../ui/format.ts';
import { TextSkeleton } from '../ui/states.tsx';

type Quotas = Settings['siteQuotas'];

type Props = {
  orgCode: string;
  batches: readonly Named[];
  quotas: Quotas;
  /** Without it the table is only shown. */
  onChange?: (quotas: Quotas) => void;
  /** The sentence at the quota of that place in the list. */
  faultAt?: (index: number) => string | undefined;
};

/** City by batch: how many sites at most; an empty cell is no limit. */
export const QuotaTable = ({ orgCode, batches, quotas, onChange, faultAt }: Props) => {
  const t = useT();
  const { data: cities } = useGetList<Organisation>('organisations', {
    filter: { superiorCode: orgCode, nominal: false },
    sort: { field: 'code', order: 'ASC' },
    pagination: { page: 1, perPage: 200 },
  });
  if (!cities) return <TextSkeleton lines={6} />;
  const total = (key: string) =>
    quotas.filter(({ batchCategory }) => batchCategory === key).reduce((sum, { count }) => sum + count, 0);
  return (
    <Box sx={{ overflowX: 'auto' }}>
      <Box component="table" sx={tableSx}>
        <thead>
          <tr>
            <th scope="col">{t('settings.city')}</th>
            {batches.map(({ key, name }) => (
              <th key={key} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cities.map((city) => (
            <tr key={city.code}>
              <th scope="row">{city.shortName}</th>
              {batches.map((batch) => {
                const index = quotas.findIndex((one) => one.orgCode === city.code && one.batchCategory === batch.key);
                return (
                  <td key={batch.key}>
                    <Cell
                      label={t('settings.quotaOf', { city: city.shortName, batch: batch.name })}
                      count={quotas[index]?.count}
                      fault={index < 0 ? undefined : faultAt?.(index)}
                      onChange={
                        onChange &&
                        ((count) => {
                          const others = quotas.filter((_, place) => place !== index);
                          const quota = { orgCode: city.code, batchCategory: batch.key, count: count ?? 0 };
                          if (count === undefined) onChange(others);
                          else onChange(index < 0 ? [...others, quota] : quotas.with(index, quota));
                        })
                      }
                    />
                  </td>
                );
              })}
            </tr>
          ))}
          <tr className="total">
            <th scope="row">{t('settings.quotaTotal')}</th>
            {batches.map(({ key }) => (
              <td key={key}>{formatNumber(total(key))}</td>
            ))}
          </tr>
        </tbody>
      </Box>
    </Box>
  );
};

type CellProps = {
  label: string;
  count: number | undefined;
  fault: string | undefined;
  onChange: ((count: number | undefined) => void) | undefined;
};

const Cell = ({ label, count, fault, onChange }: CellProps) => {
  if (!onChange) return <>{formatNumber(count)}</>;
  return (
    <>
      <InputBase
        type="number"
        value={count ?? ''}
        onChange={({ target }) => onChange(target.value === '' ? undefined : Number(target.value))}
        error={fault !== undefined}
        inputProps={{ 'aria-label': label, min: 0, inputMode: 'numeric', 'aria-invalid': fault !== undefined }}
        sx={{
          width: 80,
          px: 1,
          minHeight: { xs: 44, md: 32 },
          border: 1,
          borderColor: fault === undefined ? 'divider' : 'error.main',
          borderRadius: 1,
          bgcolor: 'background.paper',
          '& input': { textAlign: 'right' },
        }}
      />
      {fault && (
        <Box role="alert" sx={{ color: 'error.main', fontSize: '0.75rem' }}>
          {fault}
        </Box>
      )}
    </>
  );
};

const tableSx = {
  width: 1,
  borderCollapse: 'collapse',
  '& th, & td': { textAlign: 'right', px: 1, py: 0.5, borderBottom: 1, borderColor: 'divider', fontWeight: 400 },
  '& thead th': { color: 'text.secondary', fontSize: '0.8125rem' },
  '& th:first-of-type': { textAlign: 'left', pl: 0, whiteSpace: 'nowrap' },
  '& .total > *': { fontWeight: 600, borderTop: 1, borderTopColor: 'text.secondary' },
} as const;
