import BookmarkBorderOutlined from '@mui/icons-material/BookmarkBorderOutlined';
import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import EditOutlined from '@mui/icons-material/EditOutlined';
import StarBorderOutlined from '@mui/icons-material/StarBorderOutlined';
import Star from '@mui/icons-material/Star';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Divider from '@mui/material/Divider';
import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useListContext, useNotify } from 'ra-core';
import { useState, type ReactNode } from 'react';
import type { View } from '../../../shared/views.ts';
import { useT } from '../../i18n/index.ts';
import { sentenceOf } from '../../providers/httpClient.ts';
import { ConfirmDialog } from '../ConfirmDialog.tsx';
import { UndoToast } from '../UndoToast.tsx';
import { useTakeOver, useViews } from './useViews.ts';

type Props = {
  list: string;
  /** Columns that are not shown now, and how a view brings its own. */
  hidden: readonly string[];
  onColumns: (hidden: string[] | undefined) => void;
};

/** The name that is being asked for: of a new view, or another one for an old view. */
type Naming = { of: View | null; name: string };

/** The person's own views of this list: filter, order and columns under a name, the same on every device. */
export const SavedViews = ({ list, hidden, onColumns }: Props) => {
  const t = useT();
  const notify = useNotify();
  const { filterValues, setFilters, sort, setSort } = useListContext();
  const kept = useViews(list);
  useTakeOver(list, kept);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [naming, setNaming] = useState<Naming | null>(null);
  const name = naming?.name.trim() ?? '';
  const same = kept.views.find((view) => view.name === name && view.id !== naming?.of?.id);

  const attempt = async (act: Promise<void>, done?: () => void) => {
    try {
      await act;
      done?.();
    } catch (failure) {
      notify(sentenceOf(failure), { type: 'error' });
    }
  };
  const apply = (view: View) => {
    setFilters(view.filter);
    if (view.sort) setSort(view.sort);
    onColumns(view.hiddenColumns ?? undefined);
    setAnchor(null);
  };
  const save = () => {
    const content = { filter: filterValues, sort, hiddenColumns: [...hidden] };
    const act = naming?.of
      ? kept.change(naming.of, { name })
      : same
        ? kept.change(same, content)
        : kept.create({ ...content, name, resource: list as View['resource'], isDefault: false });
    void attempt(act, () => notify(t('views.saved', { name })));
    setNaming(null);
  };
  const remove = (view: View) =>
    void attempt(kept.remove(view), () =>
      notify(
        <UndoToast message={t('views.removed', { name: view.name })} onUndo={() => attempt(kept.create(view))} />,
        {
          autoHideDuration: 8000,
        },
      ),
    );
  const ask = (next: Naming) => {
    setAnchor(null);
    setNaming(next);
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
        {t('views.title')}
      </Button>
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
        slotProps={{ paper: { sx: { minWidth: 280 } } }}
      >
        {kept.views.map((view) => (
          <MenuItem key={view.id} onClick={() => apply(view)}>
            <Box sx={{ flex: 1, pr: 2, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis' }}>{view.name}</Box>
            <Act
              label={t(view.isDefault ? 'views.notDefault' : 'views.makeDefault', { name: view.name })}
              onClick={() => void attempt(kept.change(view, { isDefault: !view.isDefault }))}
            >
              {view.isDefault ? <Star color="primary" /> : <StarBorderOutlined />}
            </Act>
            <Act label={t('views.rename', { name: view.name })} onClick={() => ask({ of: view, name: view.name })}>
              <EditOutlined />
            </Act>
            <Act label={t('views.remove', { name: view.name })} onClick={() => remove(view)}>
              <DeleteOutlined />
            </Act>
          </MenuItem>
        ))}
        {kept.views.length === 0 && <MenuItem disabled>{t('views.none')}</MenuItem>}
        <Divider />
        <MenuItem onClick={() => ask({ of: null, name: '' })}>{t('views.save')}</MenuItem>
      </Menu>
      <ConfirmDialog
        open={naming !== null}
        title={naming?.of ? t('views.rename', { name: naming.of.name }) : t('views.save')}
        confirmLabel={t(same && !naming?.of ? 'views.replace' : 'ui.form.save')}
        disabled={name === '' || (naming?.of !== null && same !== undefined)}
        onConfirm={save}
        onClose={() => setNaming(null)}
        body={
          <TextField
            autoFocus
            fullWidth
            margin="dense"
            label={t('views.name')}
            value={naming?.name ?? ''}
            onChange={({ target }) => setNaming((now) => now && { ...now, name: target.value })}
            helperText={same ? t(naming?.of ? 'views.taken' : 'views.willReplace') : t('views.what')}
            error={naming?.of !== null && same !== undefined}
            slotProps={{ htmlInput: { maxLength: 30 } }}
          />
        }
      />
    </>
  );
};

const Act = ({ label, onClick, children }: { label: string; onClick: () => void; children: ReactNode }) => (
  <IconButton
    size="small"
    aria-label={label}
    title={label}
    onClick={(event) => {
      event.stopPropagation();
      onClick();
    }}
    sx={{ '& svg': { fontSize: '1.125rem' } }}
  >
    {children}
  </IconButton>
);
