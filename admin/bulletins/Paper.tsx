import Box from '@mui/material/Box';
import { Fragment } from 'react';
import type { Bulletin } from '../../shared/bulletins.ts';
import {
  annexNames,
  cutOffWords,
  rankingNote,
  rankingTable,
  summaryTable,
  type TextTable,
} from '../../shared/rules/bulletin.ts';
import { chineseDay } from '../../shared/rules/days.ts';
import { useT } from '../i18n/index.ts';

const serif = '"FangSong","STFangsong","仿宋","Noto Serif CJK SC","Noto Serif SC","SimSun",serif';
const headings = '"STZhongsong","华文中宋","Noto Serif CJK SC","Noto Serif SC","SimSun",serif';

type Text = Pick<Bulletin, 'title' | 'docNo' | 'body' | 'addresseeNames' | 'signedBy' | 'signedOn'>;

/** The circular as it reads on paper: head, number, addressees, text, annexes, signature. */
export const Paper = ({ bulletin }: { bulletin: Text & Pick<Bulletin, 'figures' | 'status'> }) => {
  const t = useT();
  const { figures } = bulletin;
  const at = `（截至${cutOffWords(figures.cutOffAt)}）`;
  return (
    <Box
      component="article"
      lang="zh-CN"
      sx={{
        bgcolor: 'background.paper',
        border: 1,
        borderColor: 'divider',
        maxWidth: 820,
        px: { xs: 2, sm: 5, md: 9 },
        py: { xs: 3, md: 7 },
        fontFamily: serif,
        fontSize: { xs: '1.0625rem', md: '1.1875rem' },
        lineHeight: 1.85,
        overflowWrap: 'anywhere',
        '& p': { m: 0 },
      }}
    >
      <Box
        component="p"
        sx={{
          textAlign: 'center',
          color: 'brand',
          fontFamily: headings,
          fontSize: { xs: '1.5rem', md: '2.25rem' },
          lineHeight: 1.4,
          mb: '16px !important',
        }}
      >
        {bulletin.signedBy}文件
      </Box>
      <Box component="p" sx={{ textAlign: 'center', minHeight: '1.85em' }}>
        {bulletin.docNo}
      </Box>
      <Box sx={{ borderTop: 2, borderColor: 'brand', mb: { xs: 3, md: 5 } }} />
      <Box
        component="h2"
        sx={{
          m: 0,
          textAlign: 'center',
          textWrap: 'balance',
          fontFamily: headings,
          fontWeight: 500,
          fontSize: { xs: '1.25rem', md: '1.625rem' },
          lineHeight: 1.5,
        }}
      >
        {bulletin.title}
      </Box>
      {bulletin.status === 'draft' && (
        <Box component="p" sx={{ textAlign: 'center' }}>
          （征求意见稿）
        </Box>
      )}
      <Box component="p" sx={{ mt: '1em !important' }}>
        {bulletin.addresseeNames.join('、')}：
      </Box>
      <Body text={bulletin.body} />
      <Box component="p" sx={{ mt: '1.85em !important', pl: '2em' }}>
        附件：
        {annexNames.map((name, index) => (
          <Fragment key={name}>
            {index > 0 && <br />}
            {index > 0 && <Box component="span" sx={{ display: 'inline-block', width: '3em' }} />}
            {index + 1}. {name}
          </Fragment>
        ))}
      </Box>
      <Box sx={{ mt: '1.85em', display: 'flex', justifyContent: 'flex-end' }}>
        <Box sx={{ textAlign: 'center', pr: { xs: '1em', md: '3em' } }}>
          <p>{bulletin.signedBy}</p>
          <p>{bulletin.signedOn ? chineseDay(bulletin.signedOn) : '　　年　月　日'}</p>
        </Box>
      </Box>
      <Annex number={1} title={annexNames[0]} at={at}>
        <Grid table={rankingTable(figures)} nameAt={1} />
        <Note>{rankingNote(figures)}</Note>
      </Annex>
      <Annex number={2} title={annexNames[1]} at={at}>
        <Grid table={summaryTable(figures)} nameAt={0} />
      </Annex>
      <Note>
        {t('bulletins.annex', { number: 3 })}　{annexNames[2]}
      </Note>
    </Box>
  );
};

const Body = ({ text }: { text: string }) => (
  <>
    {text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .map((line, index) => {
        const heading = /^[一二三四五六七八九十]+、[^。；]{1,40}$/.test(line);
        return (
          <Box
            component={heading ? 'h3' : 'p'}
            key={index}
            sx={{
              m: 0,
              textIndent: '2em',
              textAlign: 'justify',
              fontSize: 'inherit',
              ...(heading && { fontWeight: 600, fontFamily: '"SimHei","Noto Sans CJK SC","Noto Sans SC",sans-serif' }),
            }}
          >
            {line}
          </Box>
        );
      })}
  </>
);

type AnnexProps = { number: number; title: string; at: string; children: React.ReactNode };

const Annex = ({ number, title, at, children }: AnnexProps) => (
  <Box component="section" sx={{ mt: 5, pt: 4, borderTop: 1, borderColor: 'divider', borderStyle: 'dashed' }}>
    <p>附件{number}</p>
    <Box
      component="h3"
      sx={{ m: 0, textAlign: 'center', fontFamily: headings, fontWeight: 500, fontSize: '1.25em', lineHeight: 1.5 }}
    >
      {title}
    </Box>
    <Box component="p" sx={{ textAlign: 'center', fontSize: '0.875em', mb: '12px !important' }}>
      {at}
    </Box>
    {children}
  </Box>
);

const Note = ({ children }: { children: React.ReactNode }) => (
  <Box component="p" sx={{ fontSize: '0.75em', mt: '8px !important', color: 'text.secondary' }}>
    {children}
  </Box>
);

/** Wider than a phone, it scrolls by itself; the page does not. */
const Grid = ({ table, nameAt }: { table: TextTable; nameAt: number }) => (
  <Box sx={{ overflowX: 'auto' }} tabIndex={0}>
    <Box
      component="table"
      sx={{
        width: 1,
        borderCollapse: 'collapse',
        fontSize: '0.8125rem',
        lineHeight: 1.5,
        fontVariantNumeric: 'tabular-nums',
        '& th, & td': {
          border: 1,
          borderColor: 'text.disabled',
          px: 0.75,
          py: 0.5,
          textAlign: 'center',
          whiteSpace: 'nowrap',
        },
        '& th': { fontWeight: 600 },
      }}
    >
      <thead>
        <tr>
          {table.head.map((words) => (
            <th key={words}>{words}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map((row, at) => (
          <tr key={row[nameAt]} style={table.strong.includes(at) ? { fontWeight: 600 } : {}}>
            {row.map((words, index) => (
              <td key={table.head[index]} style={index === nameAt ? { textAlign: 'left' } : {}}>
                {words}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </Box>
  </Box>
);
