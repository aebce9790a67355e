import ViewColumnOutlined from '@mui/icons-material/ViewColumnOutlined';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import Divider from '@mui/material/Divider';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useState } from 'react';
import { useT } from '../../i18n/index.ts';

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
