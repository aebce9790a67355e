import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { useState } from 'react';
import type { CockpitChildren, CockpitKey, CockpitRow } from '../../shared/cockpit.ts';
import { aboveDoor, doorOf } from '../../shared/doors.ts';
import { isRate } from '../../shared/rules/rateParts.ts';
import { useT } from '../i18n/index.ts';
import { EmptyState } from '../ui/states.tsx';
import { DoorLink } from './Door.tsx';
import { fitting, tableStyle } from './look.ts';
import { formatMeasure, useMeasureWords } from './texts.ts';

type Props = {
  data: CockpitChildren;
  keys: readonly CockpitKey[];
  measure: CockpitKey;
  addressOf: (change: Record<string, string | null>) => string;
};

type Order = { key: CockpitKey | 'code'; descending: boolean };

/** Rows without a value come last, whichever way the others are sorted; the own level stands at the end. */
function sorted(rows: readonly CockpitRow[], { key, descending }: Order): CockpitRow[] {
  const sign = descending ? -1 : 1;
  return rows.toSorted((a, b) => {
    if (a.own || b.own) return Number(Boolean(a.own)) - Number(Boolean(b.own));
    if (key === 'code') return 0;
    const [left, right] = [a[key], b[key]];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return sign * (left - right);
  });
}

/** The federations below by a few measures: a row leads down, a cell to what it counts, a heading sorts. */
export const CompareTable = ({ data, keys, measure, addressOf }: Props) => {
  const t = useT();
  const words = useMeasureWords();
  const [order, setOrder] = useState<Order>({ key: 'code', descending: true });
  if (data.rows.length === 0) return <EmptyState title={t('cockpit.none.children')} compact />;
  const rows = sorted(data.rows, order);
  const sortBy = (key: CockpitKey) =>
    setOrder(
      order.key === key && !order.descending
        ? { key: 'code', descending: true }
        : { key, descending: order.key !== key },
    );
  return (
    <Box component="table" sx={[tableStyle, fitting(rows.length + 2)]}>
      <thead>
        <tr>
          <th scope="col">{t('cockpit.region')}</th>
          {keys.map((key) => (
            <th
              key={key}
              scope="col"
              className="number"
              aria-sort={order.key !== key ? 'none' : order.descending ? 'descending' : 'ascending'}
            >
              <ButtonBase
                onClick={() => sortBy(key)}
                sx={{
                  font: 'inherit',
                  color: key === measure ? 'text.primary' : 'inherit',
                  fontWeight: key === measure ? 600 : 400,
                }}
              >
                {words.name(key)}
                <span aria-hidden>{order.key !== key ? '' : order.descending ? ' ↓' : ' ↑'}</span>
              </ButtonBase>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr className="total">
          <th scope="row">{t('cockpit.total')}</th>
          {keys.map((key) => (
            <Cell key={key} row={{ ...data.total, code: data.orgCode, name: '' }} name={key} data={data} />
          ))}
        </tr>
        {rows.map((row) => (
          <tr key={`${row.code}${row.own ? ' own' : ''}`}>
            <th scope="row">
              {row.own ? row.name : <DoorLink to={addressOf({ orgCode: row.code })}>{row.name}</DoorLink>}
            </th>
            {keys.map((key) => (
              <Cell key={key} {...{ row, name: key, data }} />
            ))}
          </tr>
        ))}
      </tbody>
    </Box>
  );
};

const Cell = ({ row, name, data }: { row: CockpitRow; name: CockpitKey; data: CockpitChildren }) => {
  const where = row.own ? { orgExact: row.code } : { orgCode: row.code };
  const place = { ...where, campaignId: data.campaignIds };
  const value = row[name];
  const red = name === 'overdue' && (value ?? 0) > 0;
  return (
    <td className="number">
      {value === null ? (
        formatMeasure(name, value)
      ) : (
        <DoorLink
          door={isRate(name) ? aboveDoor(name, place) : doorOf(name, place)}
          sx={{ color: red ? 'tone.overdue.ink' : 'inherit' }}
        >
          {formatMeasure(name, value)}
        </DoorLink>
      )}
    </td>
  );
};
