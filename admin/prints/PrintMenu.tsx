import PrintOutlined from '@mui/icons-material/PrintOutlined';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useNotify } from 'ra-core';
import { useState } from 'react';
import { useT, type MessageKey } from '../i18n/index.ts';
import { download } from '../providers/download.ts';
import { sentenceOf } from '../providers/httpClient.ts';
import { BusyButton } from '../ui/BusyButton.tsx';

type Paper = { label: MessageKey; path: string };

/** The papers of a record, made by the server as Word files; with one paper alone the button makes it at once. */
export const PrintMenu = ({ papers }: { papers: readonly [Paper, ...Paper[]] }) => {
  const t = useT();
  const notify = useNotify();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [busy, setBusy] = useState(false);
  const make = async ({ path }: Paper) => {
    setAnchor(null);
    setBusy(true);
    try {
      await download(path);
    } catch (failure) {
      notify(sentenceOf(failure), { type: 'error' });
    } finally {
      setBusy(false);
    }
  };
  const single = papers.length === 1;
  return (
    <>
      <BusyButton
        variant="outlined"
        startIcon={<PrintOutlined />}
        loading={busy}
        aria-haspopup={single ? undefined : 'menu'}
        onClick={({ currentTarget }) => (single ? void make(papers[0]) : setAnchor(currentTarget))}
      >
        {t(single ? papers[0].label : 'phone.print.print')}
      </BusyButton>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {papers.map((paper) => (
          <MenuItem key={paper.path} onClick={() => void make(paper)}>
            {t(paper.label)}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
};
