import { createTheme, type Theme, type ThemeOptions } from '@mui/material/styles';
import { enUS, zhCN } from '@mui/material/locale';

/** What a colour says. `overdue` is the only red; a status is always shown with an icon and its word as well. */
export const tones = ['open', 'waiting', 'returned', 'done', 'idle', 'overdue', 'action'] as const;
export type Tone = (typeof tones)[number];
type Shade = { ink: string; wash: string };
/** Bars and lines, the track behind a bar, and what was aimed at. */
type Chart = { mark: string; track: string; aim: string };

declare module '@mui/material/styles' {
  interface Palette {
    tone: Record<Tone, Shade>;
    brand: string;
    hover: string;
    selected: string;
    page: string;
    chart: Chart;
  }
  interface PaletteOptions {
    tone?: Record<Tone, Shade>;
    brand?: string;
    hover?: string;
    selected?: string;
    page?: string;
    chart?: Chart;
  }
}

type Colours = {
  page: string;
  paper: string;
  ink: string;
  soft: string;
  faint: string;
  hairline: string;
  action: string;
  onAction: string;
  actionHover: string;
  brand: string;
  hover: string;
  selected: string;
  chart: Chart;
  tone: Record<Tone, Shade>;
};

const light: Colours = {
  page: '#f6f7f9',
  paper: '#ffffff',
  ink: '#1a2330',
  soft: '#556173',
  faint: '#6b7584',
  hairline: '#e1e5ea',
  action: '#1e4a8c',
  onAction: '#ffffff',
  actionHover: '#163a70',
  brand: '#b3161b',
  hover: '#f2f5f9',
  selected: '#e8eff9',
  chart: { mark: '#4d6f9f', track: '#eef1f5', aim: '#1a2330' },
  tone: {
    open: { ink: '#46546a', wash: '#edf0f4' },
    waiting: { ink: '#805300', wash: '#fdf3da' },
    returned: { ink: '#a8430a', wash: '#fdebe0' },
    done: { ink: '#1c6a3e', wash: '#e4f3ea' },
    idle: { ink: '#626973', wash: '#f1f2f4' },
    overdue: { ink: '#b3201b', wash: '#fce8e6' },
    action: { ink: '#1e4a8c', wash: '#e8eff9' },
  },
};

const dark: Colours = {
  page: '#11151b',
  paper: '#171c24',
  ink: '#e4e9f0',
  soft: '#a5b0bf',
  faint: '#7d8897',
  hairline: '#2a323d',
  action: '#8fb5ef',
  onAction: '#0e1a2c',
  actionHover: '#abc8f5',
  brand: '#d8443f',
  hover: '#1d242e',
  selected: '#1f2c40',
  chart: { mark: '#6f93c8', track: '#222a34', aim: '#e4e9f0' },
  tone: {
    open: { ink: '#b3c0d2', wash: '#252d38' },
    waiting: { ink: '#e8bd62', wash: '#33291a' },
    returned: { ink: '#f29f6d', wash: '#37251a' },
    done: { ink: '#7fcd9f', wash: '#1b2f24' },
    idle: { ink: '#a0a8b3', wash: '#232830' },
    overdue: { ink: '#ff8f87', wash: '#3a1f1f' },
    action: { ink: '#8fb5ef', wash: '#1f2c40' },
  },
};

/** One place for the measures that screens share, in pixels on the 8 px grid. */
export const size = { row: 40, tap: 44, bar: 48, menu: 208, menuFolded: 56, bottomBar: 56, panel: 480 } as const;

const fontFamily =
  '"PingFang SC","Microsoft YaHei","Noto Sans SC","Noto Sans CJK SC",system-ui,-apple-system,"Segoe UI",sans-serif';

export type Look = { mode: 'light' | 'dark'; large: boolean; locale: string };

export function buildTheme({ mode, large, locale }: Look): Theme {
  const c = mode === 'dark' ? dark : light;
  return createTheme(options(c, mode, large), locale === 'en' ? enUS : zhCN);
}

function options(c: Colours, mode: 'light' | 'dark', large: boolean): ThemeOptions {
  return {
    palette: {
      mode,
      primary: { main: c.action, dark: c.actionHover, contrastText: c.onAction },
      secondary: { main: c.tone.open.ink, contrastText: c.paper },
      // A wrong field asks for the same as a returned item: do it again. Red stays with what is overdue.
      error: { main: c.tone.returned.ink, contrastText: c.paper },
      warning: { main: c.tone.waiting.ink, contrastText: c.paper },
      success: { main: c.tone.done.ink, contrastText: c.paper },
      info: { main: c.action, contrastText: c.onAction },
      text: { primary: c.ink, secondary: c.soft, disabled: c.faint },
      background: { default: c.page, paper: c.paper },
      divider: c.hairline,
      tone: c.tone,
      brand: c.brand,
      hover: c.hover,
      selected: c.selected,
      page: c.page,
      chart: c.chart,
    },
    spacing: 8,
    shape: { borderRadius: 4 },
    shadows: elevations(mode),
    typography: {
      fontFamily,
      fontSize: 14,
      h1: { fontSize: '1.25rem', fontWeight: 600, lineHeight: 1.4 },
      h2: { fontSize: '1rem', fontWeight: 600, lineHeight: 1.5 },
      h3: { fontSize: '0.875rem', fontWeight: 600, lineHeight: 1.5 },
      body1: { fontSize: '0.875rem', lineHeight: 1.6 },
      body2: { fontSize: '0.875rem', lineHeight: 1.6 },
      caption: { fontSize: '0.75rem', lineHeight: 1.5, color: c.soft },
      button: { fontSize: '0.875rem', fontWeight: 500, textTransform: 'none' },
    },
    components: components(c, large),
  };
}

/** Hairlines carry the page; what floats (menus, dialogs, the bulk bar) has the one elevation. */
function elevations(mode: 'light' | 'dark'): Theme['shadows'] {
  const one = mode === 'dark' ? '0 4px 20px rgba(0,0,0,.55)' : '0 4px 20px rgba(23,35,56,.14)';
  return ['none', ...Array<string>(24).fill(one)] as unknown as Theme['shadows'];
}

const onPhone = '@media (max-width: 899.95px)';

function components(c: Colours, large: boolean): NonNullable<ThemeOptions['components']> {
  const focus = { outline: `2px solid ${c.action}`, outlineOffset: 1 };
  return {
    MuiCssBaseline: {
      styleOverrides: {
        html: { fontSize: large ? 19 : 16, WebkitTextSizeAdjust: '100%' },
        body: { fontVariantNumeric: 'tabular-nums', overflowWrap: 'anywhere' },
        'a:focus-visible, button:focus-visible, [tabindex="0"]:focus-visible': focus,
        '@media (prefers-reduced-motion: reduce)': {
          '*, *::before, *::after': { animationDuration: '0.01ms !important', transitionDuration: '0.01ms !important' },
        },
        [onPhone]: {
          '#main:has(.thumb-bar:not(:empty))': {
            paddingBottom: `calc(${size.bottomBar + size.tap + 48}px + env(safe-area-inset-bottom))`,
          },
          // What is told stands above the acts, so that it hides none of them.
          'body:has(.thumb-bar:not(:empty)) .MuiSnackbar-root': {
            bottom: `calc(${size.bottomBar + size.tap + 24}px + env(safe-area-inset-bottom))`,
          },
        },
        '@media print': {
          body: { background: '#fff' },
          '.no-print': { display: 'none !important' },
          // A dialog that is printed leaves the page behind it.
          'body:has(.printed-alone) #root': { display: 'none' },
          '.printed-alone .MuiBackdrop-root': { display: 'none' },
        },
      },
    },
    MuiButtonBase: {
      defaultProps: { disableRipple: true },
      styleOverrides: { root: { fontFamily, '&:focus-visible': focus } },
    },
    MuiButton: {
      defaultProps: { disableElevation: true },
      styleOverrides: {
        root: { minHeight: 36, whiteSpace: 'nowrap', [onPhone]: { minHeight: size.tap } },
        sizeSmall: { minHeight: 28, padding: '2px 10px', [onPhone]: { minHeight: size.tap } },
        outlined: { borderColor: c.hairline, '&:hover': { borderColor: c.action, backgroundColor: c.hover } },
      },
    },
    MuiIconButton: {
      styleOverrides: {
        root: { borderRadius: 4, color: c.soft, [onPhone]: { minWidth: size.tap, minHeight: size.tap } },
      },
    },
    MuiPaper: { defaultProps: { elevation: 0 }, styleOverrides: { root: { backgroundImage: 'none' } } },
    MuiPopover: { defaultProps: { slotProps: { paper: { elevation: 1 } } } },
    MuiDialog: {
      // On a phone a sheet comes up from below: its acts lie where the thumb is.
      styleOverrides: {
        container: { [onPhone]: { alignItems: 'flex-end' } },
        paper: {
          borderRadius: 8,
          [onPhone]: { margin: 0, width: '100%', maxWidth: '100% !important', borderRadius: '12px 12px 0 0' },
        },
      },
    },
    MuiDialogTitle: { styleOverrides: { root: { fontSize: '1rem', fontWeight: 600, padding: '16px 24px 8px' } } },
    MuiDialogActions: {
      styleOverrides: {
        root: { padding: '8px 24px 16px', [onPhone]: { paddingBottom: 'max(16px, env(safe-area-inset-bottom))' } },
      },
    },
    MuiTextField: { defaultProps: { variant: 'outlined', size: 'small', margin: 'none' } },
    MuiFormControl: { defaultProps: { variant: 'outlined', size: 'small', margin: 'none' } },
    MuiOutlinedInput: {
      defaultProps: { notched: true },
      styleOverrides: {
        root: { backgroundColor: c.paper, [onPhone]: { minHeight: size.tap, fontSize: '1rem' } },
        notchedOutline: { borderColor: c.hairline },
      },
    },
    // Labels stand above from the start: nothing moves when a field is entered.
    MuiInputLabel: { defaultProps: { shrink: true } },
    MuiFormHelperText: { styleOverrides: { root: { marginLeft: 0 } } },
    MuiTableCell: {
      styleOverrides: {
        root: { height: size.row, padding: '0 12px', borderColor: c.hairline, fontSize: '0.875rem', lineHeight: 1.4 },
        head: { color: c.soft, fontWeight: 500, fontSize: '0.8125rem', backgroundColor: c.paper, whiteSpace: 'nowrap' },
      },
    },
    MuiTab: {
      styleOverrides: {
        root: {
          minHeight: size.row,
          minWidth: 0,
          padding: '8px 12px',
          [onPhone]: { minHeight: size.tap, minWidth: size.tap },
        },
      },
    },
    MuiTabs: { styleOverrides: { root: { minHeight: size.row, [onPhone]: { minHeight: size.tap } } } },
    MuiMenuItem: {
      styleOverrides: { root: { minHeight: 36, fontSize: '0.875rem', [onPhone]: { minHeight: size.tap } } },
    },
    MuiTooltip: { defaultProps: { enterDelay: 400 }, styleOverrides: { tooltip: { fontSize: '0.75rem' } } },
    MuiChip: { styleOverrides: { root: { borderRadius: 4, fontSize: '0.8125rem' } } },
    MuiLink: { defaultProps: { underline: 'hover' } },
    MuiSkeleton: { defaultProps: { animation: 'pulse' }, styleOverrides: { root: { transform: 'none' } } },
  };
}
