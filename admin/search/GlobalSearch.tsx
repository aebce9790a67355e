import ArrowBackOutlined from '@mui/icons-material/ArrowBackOutlined';
import CloseOutlined from '@mui/icons-material/CloseOutlined';
import SearchOutlined from '@mui/icons-material/SearchOutlined';
import Box from '@mui/material/Box';
import Dialog from '@mui/material/Dialog';
import IconButton from '@mui/material/IconButton';
import InputAdornment from '@mui/material/InputAdornment';
import Paper from '@mui/material/Paper';
import Popper from '@mui/material/Popper';
import TextField from '@mui/material/TextField';
import { useId, useRef, useState } from 'react';
import { useT } from '../i18n/index.ts';
import { useShortcuts } from '../ui/shortcuts.ts';
import { usePhone } from '../ui/usePhone.ts';
import { Findings, optionId } from './Findings.tsx';
import { useFinder, type Finder } from './useFinder.ts';

/** Search in the bar: a field on a desk (`/` leads into it), an icon that opens a whole screen on a phone. */
export const GlobalSearch = () => (usePhone() ? <PhoneSearch /> : <DeskSearch />);

const DeskSearch = () => {
  const field = useRef<HTMLInputElement>(null);
  const anchor = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const id = useId();
  const leave = () => {
    setOpen(false);
    field.current?.blur();
  };
  const finder = useFinder(leave);
  useShortcuts([{ key: '/', label: 'shell.shortcuts.search', run: () => field.current?.focus() }]);
  return (
    <Box
      ref={anchor}
      role="search"
      onFocus={() => setOpen(true)}
      onBlur={({ relatedTarget }) => {
        if (!(relatedTarget instanceof Node) || !panelOf(id)?.contains(relatedTarget)) setOpen(false);
      }}
      sx={{ flex: 'none', width: { md: 200, lg: 280 } }}
    >
      <SearchField finder={finder} id={id} open={open} onOpen={() => setOpen(true)} onLeave={leave} inputRef={field} />
      <Popper
        open={open}
        anchorEl={anchor.current}
        placement="bottom-end"
        modifiers={[{ name: 'offset', options: { offset: [0, 6] } }]}
        sx={{ zIndex: 'modal' }}
      >
        <Paper
          id={`${id}-panel`}
          elevation={3}
          // Nothing in it takes the focus from the field.
          onMouseDown={(event) => event.preventDefault()}
          sx={{ width: 440, maxWidth: '90vw', maxHeight: 'min(70vh, 640px)', overflowY: 'auto' }}
        >
          <Findings finder={finder} id={id} />
        </Paper>
      </Popper>
    </Box>
  );
};

const panelOf = (id: string) => document.getElementById(`${id}-panel`);

const wholeScreen = { m: 0, width: 1, maxWidth: 'none', height: '100dvh', maxHeight: 'none', borderRadius: 0 } as const;

const PhoneSearch = () => {
  const t = useT();
  const [open, setOpen] = useState(false);
  const id = useId();
  const close = () => setOpen(false);
  const finder = useFinder(close);
  return (
    <>
      <IconButton aria-label={t('search.open')} onClick={() => setOpen(true)} sx={{ width: 44, height: 44, mr: -1 }}>
        <SearchOutlined />
      </IconButton>
      <Dialog
        open={open}
        onClose={close}
        fullScreen
        aria-label={t('search.open')}
        slotProps={{ paper: { sx: { '&&.MuiDialog-paper': wholeScreen } } }}
      >
        <Box
          role="search"
          sx={{
            display: 'flex',
            alignItems: 'center',
            gap: 0.5,
            px: 1,
            py: 1,
            borderBottom: 1,
            borderColor: 'divider',
          }}
        >
          <IconButton aria-label={t('shell.state.back')} onClick={close} sx={{ width: 44, height: 44 }}>
            <ArrowBackOutlined />
          </IconButton>
          <SearchField finder={finder} id={id} open onOpen={() => undefined} onLeave={close} autoFocus />
        </Box>
        <Box sx={{ flex: 1, overflowY: 'auto' }}>
          <Findings finder={finder} id={id} />
        </Box>
      </Dialog>
    </>
  );
};

type FieldProps = {
  finder: Finder;
  id: string;
  open: boolean;
  onOpen: () => void;
  onLeave: () => void;
  autoFocus?: boolean;
  inputRef?: React.Ref<HTMLInputElement>;
};

const SearchField = ({ finder, id, open, onOpen, onLeave, autoFocus = false, inputRef }: FieldProps) => {
  const t = useT();
  const { text, write, active, onKeyDown } = finder;
  return (
    <TextField
      fullWidth
      sx={{ '& .MuiInputBase-root': { height: { md: 36 } }, '& input': { textOverflow: 'ellipsis' } }}
      autoFocus={autoFocus}
      inputRef={inputRef}
      value={text}
      placeholder={t('search.placeholder')}
      onChange={({ target }) => {
        onOpen();
        write(target.value);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing) return onKeyDown(event);
        event.stopPropagation();
        if (text === '') onLeave();
        else write('');
      }}
      slotProps={{
        htmlInput: {
          role: 'combobox',
          'aria-label': t('search.open'),
          'aria-expanded': open,
          'aria-controls': id,
          'aria-autocomplete': 'list',
          'aria-activedescendant': active === null ? undefined : optionId(id, active),
          autoComplete: 'off',
          enterKeyHint: 'search',
          maxLength: 100,
        },
        input: {
          startAdornment: (
            <InputAdornment position="start">
              <SearchOutlined fontSize="small" />
            </InputAdornment>
          ),
          endAdornment: text !== '' && (
            <InputAdornment position="end">
              <IconButton size="small" edge="end" aria-label={t('ui.org.clear')} onClick={() => write('')}>
                <CloseOutlined fontSize="small" />
              </IconButton>
            </InputAdornment>
          ),
        },
      }}
    />
  );
};
