import MoreHorizOutlined from '@mui/icons-material/MoreHorizOutlined';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useState } from 'react';
import type { Organisation } from '../../shared/organisations.ts';
import { isAtOrAbove } from '../../shared/rules/orgCode.ts';
import { useT } from '../i18n/index.ts';
import { useMay } from '../providers/session.ts';
import { useActor } from '../users/useActor.ts';
import { AddOrganisation } from './AddOrganisation.tsx';
import { DeactivateOrganisation } from './DeactivateOrganisation.tsx';
import { EditOrganisation } from './EditOrganisation.tsx';
import { codePlanFor } from './newCode.ts';
import { OpenProvince } from './OpenProvince.tsx';
import { RemoveOrganisation } from './RemoveOrganisation.tsx';
import { useSaveOrganisation } from './useSaveOrganisation.ts';

type Dialog = 'edit' | 'add' | 'deactivate' | 'remove';

/** Whoever keeps organisations: the operator all, an admin its own and those below. */
function useKeeps(organisation: Organisation): { keeps: boolean; own: boolean } {
  const may = useMay();
  const actor = useActor();
  if (!actor || !may('edit', 'organisations')) return { keeps: false, own: false };
  const within = actor.role === 'operator' || isAtOrAbove(actor.orgCode, organisation.code);
  return { keeps: within, own: actor.orgCode === organisation.code };
}

/** What may be done to an organisation; the rarer acts stand behind a menu. */
export const OrgActs = ({ organisation }: { organisation: Organisation }) => {
  const t = useT();
  const { keeps, own } = useKeeps(organisation);
  const save = useSaveOrganisation();
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const close = () => setDialog(null);
  if (!keeps) return null;
  const { name, active, code, level } = organisation;
  if (!active && level === 'province') return <OpenProvince organisation={organisation} />;
  // The official tree stays: only what was added to it can go.
  const added = /\d[A-Z]\d/.test(code);
  const rare: { key: Dialog; label: string }[] = [
    ...(active && !own ? [{ key: 'deactivate' as const, label: t('accounts.org.deactivate') }] : []),
    ...(added && !own ? [{ key: 'remove' as const, label: t('accounts.org.remove') }] : []),
  ];
  return (
    <>
      {rare.length > 0 && <RareActs acts={rare} onChoose={setDialog} />}
      {!active && (
        <Button
          variant="outlined"
          onClick={() => void save(organisation, { active: true }, t('accounts.org.activated', { name }))}
        >
          {t('accounts.org.activate')}
        </Button>
      )}
      {active && codePlanFor(code) && (
        <Button variant="outlined" onClick={() => setDialog('add')}>
          {t('accounts.org.add')}
        </Button>
      )}
      <Button variant="outlined" onClick={() => setDialog('edit')}>
        {t('accounts.org.edit')}
      </Button>
      {dialog === 'edit' && <EditOrganisation organisation={organisation} onClose={close} />}
      {dialog === 'add' && <AddOrganisation above={organisation} onClose={close} />}
      {dialog === 'deactivate' && <DeactivateOrganisation organisation={organisation} onClose={close} />}
      {dialog === 'remove' && <RemoveOrganisation organisation={organisation} onClose={close} />}
    </>
  );
};

type RareProps = { acts: readonly { key: Dialog; label: string }[]; onChoose: (key: Dialog) => void };

const RareActs = ({ acts, onChoose }: RareProps) => {
  const t = useT();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <IconButton
        aria-label={t('accounts.org.more')}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={({ currentTarget }) => setAnchor(currentTarget)}
      >
        <MoreHorizOutlined />
      </IconButton>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {acts.map(({ key, label }) => (
          <MenuItem
            key={key}
            onClick={() => {
              setAnchor(null);
              onChoose(key);
            }}
          >
            {label}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
};
