import BookmarkBorderOutlined from '@mui/icons-material/BookmarkBorderOutlined';
import CloseOutlined from '@mui/icons-material/CloseOutlined';
import ViewColumnOutlined from '@mui/icons-material/ViewColumnOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import Divider from '@mui/material/Divider';
import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useListContext, useNotify, useStore } from 'ra-core';
import { useState } from 'react';
import { useT } from '../../i18n/index.ts';
import { useMe } from '../../providers/session.ts';
import { kept } from '../../providers/store.ts';
import { ConfirmDialog } from '../ConfirmDialog.tsx';

type Saved = { name: string; filter: Record<string, unknown>; sort: { field: string; order: 'ASC' | 'DESC' } };

/** The person's own saved filters of this list. */
export const SavedFilters = ({ list }: { list: string }) => {
  const t = useT();
  const notify = useNotify();
  const { filterValues, setFilters, sort, setSort } = useListContext();
  const [saved, setSaved] = useStore<Saved[]>(kept.savedFilters(list, useMe()?.username ?? ''), []);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [naming, setNaming] = useState<string | null>(null);
  const name = naming?.trim() ?? '';
  const save = () => {
    setSaved([...saved.filter((other) => other.name !== name), { name, filter: filterValues, sort }]);
    setNaming(null);
    notify(t('ui.list.savedDone'));
  };
  return (
    <>
      <Button
        color="inherit"
        startIcon={<BookmarkBorderOutlined />}
        onClick={(event) => setAnchor(event.currentTarget)}
        aria-haspopup="menu"
        sx={{ color: 'text.secondary' }}
      >
        {t('ui.list.saved')}
      </Button>
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
        slotProps={{ paper: { sx: { minWidth: 200 } } }}
      >
        {saved.map((item) => (
          <MenuItem
            key={item.name}
            onClick={() => {
              setFilters(item.filter);
              setSort(item.sort);
              setAnchor(null);
            }}
          >
            <Box sx={{ flex: 1, pr: 2 }}>{item.name}</Box>
            <IconButton
              size="small"
              edge="end"
              aria-label={t('ui.evidence.remove', { name: item.name })}
              onClick={(event) => {
                event.stopPropagation();
                setSaved(saved.filter((other) => other !== item));
              }}
            >
              <CloseOutlined sx={{ fontSize: '1rem' }} />
            </IconButton>
          </MenuItem>
        ))}
        {saved.length === 0 && <MenuItem disabled>{t('ui.list.savedNone')}</MenuItem>}
        <Divider />
        <MenuItem
          disabled={Object.keys(filterValues).length === 0}
          onClick={() => {
            setAnchor(null);
            setNaming('');
          }}
        >
          {t('ui.list.save')}
        </MenuItem>
      </Menu>
      <ConfirmDialog
        open={naming !== null}
        title={t('ui.list.save')}
        confirmLabel={t('ui.form.save')}
        disabled={name === ''}
        onConfirm={save}
        onClose={() => setNaming(null)}
        body={
          <TextField
            autoFocus
            fullWidth
            margin="dense"
            label={t('ui.list.saveName')}
            value={naming ?? ''}
            onChange={({ target }) => setNaming(target.value)}
            slotProps={{ htmlInput: { maxLength: 30 } }}
          />
        }
      />
    </>
  );
};

type ColumnsProps = {
  columns: readonly { source: string; name: string }[];
  hidden: readonly string[];
  onChange: (hidden: string[] | undefined) => void;
};

/** Which columns are shown; the first one always is. */
export const ColumnChoice = ({ columns, hidden, onChange }: ColumnsProps) => {
  const t = useT();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <Button
        color="inherit"
        startIcon={<ViewColumnOutlined />}
        onClick={(event) => setAnchor(event.currentTarget)}
        aria-haspopup="menu"
        sx={{ color: 'text.secondary' }}
      >
        {t('ui.list.columns')}
      </Button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {columns.slice(1).map(({ source, name }) => {
          const shown = !hidden.includes(source);
          return (
            <MenuItem
              key={source}
              role="menuitemcheckbox"
              aria-checked={shown}
              onClick={() => onChange(shown ? [...hidden, source] : hidden.filter((other) => other !== source))}
            >
              <Checkbox size="small" checked={shown} tabIndex={-1} sx={{ p: 0, mr: 1 }} />
              {name}
            </MenuItem>
          );
        })}
        <Divider />
        <MenuItem onClick={() => onChange(undefined)}>{t('ui.list.columnsReset')}</MenuItem>
      </Menu>
    </>
  );
};
