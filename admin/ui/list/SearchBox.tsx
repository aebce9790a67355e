import CloseOutlined from '@mui/icons-material/CloseOutlined';
import SearchOutlined from '@mui/icons-material/SearchOutlined';
import IconButton from '@mui/material/IconButton';
import InputAdornment from '@mui/material/InputAdornment';
import TextField from '@mui/material/TextField';
import { useEffect, useRef, useState } from 'react';
import { useT } from '../../i18n/index.ts';

type Props = { value: string; onChange: (text: string) => void; hint?: string | undefined; wait?: number };

/** Searches shortly after the last key, and not while a Chinese word is still being composed. */
export const SearchBox = ({ value, onChange, hint, wait = 350 }: Props) => {
  const t = useT();
  const [text, setText] = useState(value);
  const sent = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    // Another tab, a saved filter or the back button has changed it.
    if (value === sent.current) return;
    sent.current = value;
    setText(value);
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const send = (next: string, after: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      sent.current = next.trim();
      onChange(next.trim());
    }, after);
  };
  return (
    <TextField
      type="search"
      value={text}
      onChange={({ target, nativeEvent }) => {
        setText(target.value);
        if (!(nativeEvent as InputEvent).isComposing) send(target.value, wait);
      }}
      onKeyDown={({ key, nativeEvent }) => {
        if (key === 'Enter' && !nativeEvent.isComposing) send(text, 0);
        if (key === 'Escape') (document.activeElement as HTMLElement | null)?.blur();
      }}
      slotProps={{
        htmlInput: {
          'aria-label': t('ui.list.search'),
          'data-search': '',
          enterKeyHint: 'search',
          onCompositionEnd: ({ currentTarget }: { currentTarget: HTMLInputElement }) => send(currentTarget.value, wait),
        },
        input: {
          startAdornment: (
            <InputAdornment position="start">
              <SearchOutlined fontSize="small" />
            </InputAdornment>
          ),
          endAdornment: text !== '' && (
            <InputAdornment position="end">
              <IconButton
                size="small"
                edge="end"
                aria-label={t('ui.org.clear')}
                onClick={() => {
                  setText('');
                  send('', 0);
                }}
              >
                <CloseOutlined fontSize="small" />
              </IconButton>
            </InputAdornment>
          ),
        },
      }}
      placeholder={hint ?? t('ui.list.searchHint')}
      sx={{ width: { xs: 1, md: 220 }, '& input::-webkit-search-cancel-button': { display: 'none' } }}
    />
  );
};
