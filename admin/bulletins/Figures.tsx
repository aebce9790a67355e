import Box from '@mui/material/Box';
import MuiLink from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { Link } from 'react-router';
import type { Bulletin } from '../../shared/bulletins.ts';
import { apartWords, cutOffWords, movedWords } from '../../shared/rules/bulletin.ts';
import { sixNumbers } from '../../shared/rules/measures.ts';
import { useT, useWord } from '../i18n/index.ts';
import { formatNumber, formatRate } from '../ui/format.ts';

/** The frozen figures beside the text that speaks of them. They belong to a past instant, so they are no doors. */
export const Figures = ({ bulletin }: { bulletin: Pick<Bulletin, 'figures' | 'campaignId'> }) => {
  const t = useT();
  const word = useWord();
  const { figures, campaignId } = bulletin;
  const { ranking, total, items } = figures;
  return (
    <Box component="section" aria-label={t('bulletins.figures.title')}>
      <Typography variant="h2">{t('bulletins.figures.title')}</Typography>
      <Typography variant="caption" component="p">
        {t('bulletins.figures.asOf', { at: cutOffWords(figures.cutOffAt) })}
      </Typography>
      <Box
        component="dl"
        sx={{ display: 'grid', gridTemplateColumns: 'repeat(3, 1fr)', gap: 1.5, my: 2, '& dd': { m: 0 } }}
      >
        {sixNumbers.map((name) => (
          <Box key={name}>
            <Typography variant="caption" component="dt">
              {word('measure', name)}
            </Typography>
            <Box
              component="dd"
              sx={{
                fontSize: '1.125rem',
                fontWeight: 600,
                ...(name === 'overdue' && total.overdue > 0 && { color: 'tone.overdue.ink' }),
              }}
            >
              {name.endsWith('Rate') ? formatRate(total[name]) : formatNumber(total[name])}
            </Box>
          </Box>
        ))}
      </Box>
      <Typography variant="h3">
        {t('bulletins.figures.ranking')}
        <Typography variant="caption" component="span" sx={{ ml: 1 }}>
          {t('bulletins.figures.by', { measure: word('measure', ranking.measure) })}
        </Typography>
      </Typography>
      <Box
        component="table"
        sx={{
          width: 1,
          borderCollapse: 'collapse',
          mt: 0.5,
          mb: 2,
          fontVariantNumeric: 'tabular-nums',
          '& th': { fontWeight: 500, fontSize: '0.75rem', color: 'text.secondary', textAlign: 'right' },
          '& td': { textAlign: 'right' },
          '& td, & th': { py: 0.5, px: 0.5, borderBottom: 1, borderColor: 'divider' },
          '& th:nth-of-type(2), & td:nth-of-type(2)': { textAlign: 'left' },
        }}
      >
        <thead>
          <tr>
            <th>{t('bulletins.figures.place')}</th>
            <th>{t('bulletins.figures.region')}</th>
            <th>{word('measure', ranking.measure)}</th>
            <th>{t('bulletins.figures.overdue')}</th>
            <th>{t('bulletins.figures.moved')}</th>
          </tr>
        </thead>
        <tbody>
          {ranking.rows.map((row) => (
            <tr key={row.code}>
              <td>{row.place ?? apartWords[row.apart ?? 'no-value']}</td>
              <td>{row.name}</td>
              <td>{formatRate(row[ranking.measure])}</td>
              <Box component="td" sx={row.overdue > 0 ? { color: 'tone.overdue.ink' } : {}}>
                {formatNumber(row.overdue)}
              </Box>
              <td>{movedWords(row)}</td>
            </tr>
          ))}
        </tbody>
      </Box>
      {items.length > 0 && (
        <>
          <Typography variant="h3">{t('bulletins.figures.items')}</Typography>
          <Box component="ol" sx={{ m: 0, mt: 0.5, mb: 2, pl: 2.5 }}>
            {items.slice(0, 3).map((item) => (
              <li key={item.key}>
                {item.text} <strong>{formatNumber(item.items)}</strong>
              </li>
            ))}
          </Box>
        </>
      )}
      {campaignId && (
        <MuiLink component={Link} to={`/campaigns/${campaignId}/show`}>
          {t('bulletins.figures.current')}
        </MuiLink>
      )}
    </Box>
  );
};
