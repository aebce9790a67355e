import MoreHorizOutlined from '@mui/icons-material/MoreHorizOutlined';
import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useRefresh } from 'ra-core';
import { useState } from 'react';
import { unionChangeKinds, type UnionChangeKind } from '../../../shared/rules/unionChanges.ts';
import type { Union } from '../../../shared/unions.ts';
import { useT } from '../../i18n/index.ts';
import { ChangeDialog, type Changed } from './ChangeDialog.tsx';

type Props = { union: Union; onDone: (changed: Changed) => void };

/** The rare acts on a union, behind a menu and not beside the everyday one. */
export const UnionActs = ({ union, onDone }: Props) => {
  const t = useT();
  const refresh = useRefresh();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [kind, setKind] = useState<UnionChangeKind | null>(null);
  const allowed = unionChangeKinds.filter((one) => union.mayActions.includes(one));
  // A dialog that is open stays, although its act has just taken the acts away.
  if (allowed.length === 0 && !kind) return null;
  return (
    <>
      <IconButton
        aria-label={t('unionChanges.more')}
        title={t('unionChanges.more')}
        aria-haspopup="menu"
        onClick={({ currentTarget }) => setAnchor(currentTarget)}
        sx={{ minWidth: { xs: 44, md: 36 }, minHeight: { xs: 44, md: 36 } }}
      >
        <MoreHorizOutlined />
      </IconButton>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {allowed.map((one) => (
          <MenuItem
            key={one}
            onClick={() => {
              setAnchor(null);
              setKind(one);
            }}
          >
            {t(`unionChanges.menu.${one}`)}
          </MenuItem>
        ))}
      </Menu>
      {kind && (
        <ChangeDialog
          union={union}
          kind={kind}
          onClose={() => setKind(null)}
          onDone={(changed) => {
            setKind(null);
            onDone(changed);
            refresh();
          }}
        />
      )}
    </>
  );
};
