import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { Link } from 'react-router';
import {
  ledgerNames,
  type LedgerLine,
  type LedgerName,
  type LedgerReport,
  type LedgerRow,
} from '../../shared/enterprises.ts';
import { levelOf } from '../../shared/rules/orgCode.ts';
import { DoorLink } from '../cockpit/Door.tsx';
import { useT, useWord } from '../i18n/index.ts';
import { formatNumber } from '../ui/format.ts';
import { usePhone } from '../ui/usePhone.ts';
import { exactRate } from './useLedger.ts';

type Props = { data: LedgerReport; addressOf: (change: Record<string, string | null>) => string };
type Shown = Exclude<LedgerName, 'notEligible' | 'refused'> | 'refused' | 'establishmentRate' | 'advanceRate';

const columns: readonly Shown[] = [
  'enterprises',
  'established',
  'establishmentRate',
  'forming',
  'willing',
  'advanceRate',
  'outreach',
  'refused',
  'stalled',
  'visits',
  'recruited',
  'lettersOverdue',
];
const onPhone: readonly Shown[] = ['establishmentRate', 'advanceRate', 'stalled'];

const isRate = (name: Shown): name is 'establishmentRate' | 'advanceRate' => name.endsWith('Rate');
const filled = ({ rows }: LedgerReport) => rows.filter((row) => ledgerNames.some((name) => (row[name] ?? 0) > 0));

/** The organisations below; the last row is the sum. Every count leads to its rows, a name further down. */
export const LedgerTable = ({ data, addressOf }: Props) => {
  const t = useT();
  const phone = usePhone();
  const rows = filled(data);
  if (rows.length === 0 || (rows.length === 1 && rows[0]!.own)) return null;
  return (
    <Box component="section" aria-label={t('ledger.page.regions')}>
      <Typography variant="h2" sx={{ mb: 1 }}>
        {t('ledger.page.regions')}
      </Typography>
      {phone ? <Cards data={data} addressOf={addressOf} /> : <Desk data={data} addressOf={addressOf} />}
    </Box>
  );
};

function useName(): (name: Shown) => string {
  const t = useT();
  const word = useWord();
  return (name) => {
    if (name === 'stalled' || name === 'lettersOut' || name === 'lettersOverdue') return t(`ledger.page.${name}`);
    return word('standing', name);
  };
}

const Value = ({ line, name }: { line: LedgerLine; name: Shown }) => {
  if (isRate(name)) return <>{exactRate(line[name])}</>;
  const overdue = name === 'lettersOverdue' && (line[name] ?? 0) > 0;
  const text = formatNumber(line[name]);
  const door = line.doors[name];
  const sx = { color: overdue ? 'tone.overdue.ink' : 'inherit' };
  return door ? (
    <DoorLink door={door} sx={sx}>
      {text}
    </DoorLink>
  ) : (
    <Box component="span" sx={sx}>
      {text}
    </Box>
  );
};

const Name = ({ row, addressOf }: { row: LedgerRow; addressOf: Props['addressOf'] }) =>
  row.own || levelOf(row.code) === 'township' ? (
    <>{row.name}</>
  ) : (
    <Box component={Link} to={addressOf({ orgCode: row.code })} sx={{ color: 'primary.main', textDecoration: 'none' }}>
      {row.name}
    </Box>
  );

const Desk = ({ data, addressOf }: Props) => {
  const t = useT();
  const nameOf = useName();
  const cells = (line: LedgerLine) =>
    columns.map((name) => (
      <TableCell key={name} align="right" sx={{ whiteSpace: 'nowrap' }}>
        <Value line={line} name={name} />
      </TableCell>
    ));
  return (
    <Box sx={{ overflowX: 'auto' }}>
      <Table size="small" sx={{ bgcolor: 'background.paper', '& th, & td': { px: 1 } }}>
        <TableHead>
          <TableRow>
            <TableCell>{t('ledger.page.region')}</TableCell>
            {columns.map((name) => (
              <TableCell key={name} align="right">
                {nameOf(name)}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {filled(data).map((row) => (
            <TableRow key={`${row.code} ${row.own ?? ''}`} sx={{ '&:hover': { bgcolor: 'hover' } }}>
              <TableCell component="th" scope="row" sx={{ whiteSpace: 'nowrap' }}>
                <Name row={row} addressOf={addressOf} />
              </TableCell>
              {cells(row)}
            </TableRow>
          ))}
          <TableRow sx={{ '& > *': { fontWeight: 600, borderTop: 1, borderColor: 'text.secondary' } }}>
            <TableCell component="th" scope="row">
              {t('ledger.page.total')}
            </TableCell>
            {cells(data.total)}
          </TableRow>
        </TableBody>
      </Table>
    </Box>
  );
};

/** On a phone the two rates and what is stuck; the rest stands on the region's own page. */
const Cards = ({ data, addressOf }: Props) => {
  const nameOf = useName();
  return (
    <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0 }}>
      {filled(data).map((row) => (
        <Box
          component="li"
          key={`${row.code} ${row.own ?? ''}`}
          sx={{ borderBottom: 1, borderColor: 'divider', py: 1 }}
        >
          <Box sx={{ minHeight: 44, display: 'flex', alignItems: 'center', '& a': { py: 1.5 } }}>
            <Name row={row} addressOf={addressOf} />
          </Box>
          <Box sx={{ display: 'grid', gridTemplateColumns: 'repeat(3, 1fr)' }}>
            {onPhone.map((name) => (
              <Box key={name} sx={{ display: 'flex', flexDirection: 'column', '& a': { py: 1.5 } }}>
                <Typography variant="caption">{nameOf(name)}</Typography>
                <Value line={row} name={name} />
              </Box>
            ))}
          </Box>
        </Box>
      ))}
    </Box>
  );
};
