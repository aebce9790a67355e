import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import type { Stratum } from '../../shared/reinspections.ts';
import { useT } from '../i18n/index.ts';
import { useFormat } from '../ui/format.ts';
import { isOwnStratum } from './drawState.ts';

type Props = {
  strata: readonly Stratum[];
  /** The organisation among whose children is drawn. */
  place: string | undefined;
  /** Where it is not said yet how many, there is nothing to show of the sample. */
  sampled?: boolean;
  /** Scrolls by itself in a dialog. */
  scrolls?: boolean;
};

/** How the population lies over the regions, and how many are drawn of each. */
export const StrataTable = ({ strata, place, sampled = true, scrolls = false }: Props) => {
  const t = useT();
  const { number } = useFormat();
  const sum = (of: 'population' | 'sample') => strata.reduce((all, stratum) => all + stratum[of], 0);
  const row = (name: string, population: number, sample: number) => (
    <>
      <TableCell component="th" scope="row">
        {name}
      </TableCell>
      <TableCell align="right">{number(population)}</TableCell>
      <TableCell align="right">{sampled ? number(sample) : '—'}</TableCell>
    </>
  );
  return (
    <Box sx={scrolls ? { maxHeight: 240, overflowY: 'auto' } : {}}>
      <Table size="small" stickyHeader={scrolls} aria-label={t('reinspections.byStratum')}>
        <TableHead>
          <TableRow>
            <TableCell>{t('reinspections.stratum')}</TableCell>
            <TableCell align="right">{t('reinspections.stratumPopulation')}</TableCell>
            <TableCell align="right">{t('reinspections.stratumSample')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {strata.map((stratum) => {
            const own = strata.length > 1 && isOwnStratum(stratum, strata, place);
            const name = own ? t('reinspections.own', { name: stratum.name }) : stratum.name;
            return <TableRow key={stratum.code}>{row(name, stratum.population, stratum.sample)}</TableRow>;
          })}
          {strata.length > 1 && (
            <TableRow sx={{ '& > *': { fontWeight: 600 } }}>
              {row(t('reinspections.total'), sum('population'), sum('sample'))}
            </TableRow>
          )}
        </TableBody>
      </Table>
    </Box>
  );
};
