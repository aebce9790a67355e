import Box from '@mui/material/Box';
import { useState } from 'react';
import { useT } from '../i18n/index.ts';
import { useMe } from '../providers/session.ts';
import { SearchBox } from '../ui/list/SearchBox.tsx';
import { FoundOrganisations } from './FoundOrganisations.tsx';
import { OrgTree } from './OrgTree.tsx';

type Props = { selected: string | null; onChoose: (code: string) => void };

/** The organisations by their place or by their name. */
export const OrgBrowser = ({ selected, onChoose }: Props) => {
  const t = useT();
  const me = useMe();
  const [q, setQ] = useState('');
  if (!me) return null;
  return (
    <>
      <Box sx={{ flex: 'none', px: { xs: 0, md: 2 }, pb: 1, '& .MuiTextField-root': { width: 1 } }}>
        <SearchBox value={q} onChange={setQ} hint={t('accounts.search')} />
      </Box>
      <Box sx={{ flex: 1, minHeight: 0, overflowY: { md: 'auto' }, mx: { xs: -2, md: 0 }, pb: 2 }}>
        {q === '' ? (
          <OrgTree own={me.org.code} headless={me.role === 'operator'} selected={selected} onChoose={onChoose} />
        ) : (
          <FoundOrganisations q={q} own={me.org.code} selected={selected} onChoose={onChoose} />
        )}
      </Box>
    </>
  );
};
