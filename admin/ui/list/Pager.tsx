import ChevronLeftOutlined from '@mui/icons-material/ChevronLeftOutlined';
import ChevronRightOutlined from '@mui/icons-material/ChevronRightOutlined';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import MenuItem from '@mui/material/MenuItem';
import Select from '@mui/material/Select';
import { useListContext, useTranslate } from 'ra-core';
import { useT } from '../../i18n/index.ts';
import { size } from '../../theme.ts';
import { useFormat } from '../format.ts';
import { useTotal } from './useTotal.ts';

const sizes = [25, 50, 100];

/** Where one is in the list, and one page back or on. */
export const Pager = () => {
  const t = useT();
  const translate = useTranslate();
  const { number } = useFormat();
  const { page, perPage, setPage, setPerPage, total = 0 } = useListContext();
  const told = useTotal();
  if (total === 0) return null;
  const first = (page - 1) * perPage + 1;
  const last = Math.min(page * perPage, total);
  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'center',
        justifyContent: 'flex-end',
        gap: 1,
        py: 1,
        color: 'text.secondary',
        fontSize: '0.8125rem',
      }}
    >
      {total > sizes[0]! && (
        <Select
          variant="standard"
          disableUnderline
          value={perPage}
          onChange={({ target }) => setPerPage(Number(target.value))}
          inputProps={{ 'aria-label': translate('ra.navigation.page_rows_per_page') }}
          sx={{ fontSize: 'inherit', color: 'inherit', mr: 'auto', minHeight: { xs: size.tap, md: 0 } }}
        >
          {[...new Set([...sizes, perPage])].map((count) => (
            <MenuItem key={count} value={count}>
              {t('ui.list.perPage', { count })}
            </MenuItem>
          ))}
        </Select>
      )}
      <span>
        {translate('ra.navigation.page_range_info', {
          offsetBegin: number(first),
          offsetEnd: number(last),
          total: told,
        })}
      </span>
      {total > perPage && (
        <>
          <IconButton
            size="small"
            disabled={page <= 1}
            onClick={() => setPage(page - 1)}
            aria-label={translate('ra.navigation.previous')}
          >
            <ChevronLeftOutlined fontSize="small" />
          </IconButton>
          <IconButton
            size="small"
            disabled={last >= total}
            onClick={() => setPage(page + 1)}
            aria-label={translate('ra.navigation.next')}
          >
            <ChevronRightOutlined fontSize="small" />
          </IconButton>
        </>
      )}
    </Box>
  );
};
