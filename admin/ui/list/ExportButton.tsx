import FileDownloadOutlined from '@mui/icons-material/FileDownloadOutlined';
import Button from '@mui/material/Button';
import Divider from '@mui/material/Divider';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useListContext } from 'ra-core';
import { useState } from 'react';
import { Link } from 'react-router';
import { isExportList, type ExportFormat, type ExportKind } from '../../../shared/exports.ts';
import { useT, useWord } from '../../i18n/index.ts';
import { useMay } from '../../providers/session.ts';
import { useOrderExport } from '../exportWatch.ts';
import { useFormat } from '../format.ts';
import { useTotal } from './useTotal.ts';

type Props = {
  resource: string;
  /** What the list always applies beside its filters. */
  fixedFilter?: Record<string, unknown> | undefined;
  /** As a button of the page's head, where there is no row of tools. */
  outlined?: boolean;
};

/** Exactly what the list shows, as a file: of the chosen rows, or of all that the filter has. */
export const ExportButton = ({ resource, fixedFilter, outlined = false }: Props) => {
  const t = useT();
  const word = useWord();
  const may = useMay();
  const order = useOrderExport();
  const { number } = useFormat();
  const { filterValues, sort, total, selectedIds } = useListContext();
  const told = useTotal();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  if (!isExportList(resource) || !may('create', 'exports')) return null;
  const chosen = selectedIds.length > 0;
  const filter = chosen ? { id: selectedIds } : { ...(filterValues as Record<string, unknown>), ...fixedFilter };
  const count = chosen ? number(selectedIds.length) : told;
  const take = (kind: ExportKind, format: ExportFormat) => {
    setAnchor(null);
    void order({ kind, format, filter, sort: [sort.field, sort.order] });
  };
  return (
    <>
      <Button
        color="inherit"
        variant={outlined ? 'outlined' : 'text'}
        startIcon={<FileDownloadOutlined />}
        onClick={(event) => setAnchor(event.currentTarget)}
        aria-haspopup="menu"
        disabled={!total}
        sx={outlined ? undefined : { color: 'text.secondary' }}
      >
        {t('exports.button')}
      </Button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        <MenuItem onClick={() => take(resource, 'xlsx')}>{t('exports.excelRows', { count })}</MenuItem>
        {resource === 'rectifications' && (
          <MenuItem onClick={() => take('rectification-ledger', 'xlsx')}>
            {word('exportKind', 'rectification-ledger')}
          </MenuItem>
        )}
        <MenuItem onClick={() => take(resource, 'csv')}>{t('exports.csvRows', { count })}</MenuItem>
        <Divider />
        <MenuItem component={Link} to="/exports" onClick={() => setAnchor(null)}>
          {t('exports.records')}
        </MenuItem>
      </Menu>
    </>
  );
};
