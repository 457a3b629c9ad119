import type { Components, Theme } from '@mui/material/styles'

const mono = "ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, monospace"

/** How surfaces look: page, cards, dialogs, menus, tables, tabs. */
export const surfaceStyles: Components<Theme> = {
  MuiCssBaseline: {
    styleOverrides: (theme) => ({
      body: { fontFeatureSettings: "'cv11', 'calt', 'ss03'", overflow: 'hidden' },
      'code, .mono': { fontFamily: mono, fontSize: '0.9286em', fontVariantLigatures: 'none' },
      ':root[data-density=compact]': {
        '--dw-spacing': '6px',
        '--dw-row': '34px',
        '--dw-line': '26px',
        '--dw-control': '28px',
      },
      '.tabular': { fontVariantNumeric: 'tabular-nums' },
      'h1, h2, h3': { textWrap: 'balance' },
      '::selection': { background: theme.vars.palette.primary.light },
      ':focus-visible': {
        outline: `2px solid ${theme.vars.palette.primary.main}`,
        outlineOffset: 2,
      },
      'main:focus, h1:focus': { outline: 'none' },
      '@media (prefers-reduced-motion: reduce)': {
        '*, *::before, *::after': {
          animationDuration: '1ms !important',
          animationIterationCount: '1 !important',
          transitionDuration: '1ms !important',
          scrollBehavior: 'auto !important',
        },
      },
    }),
  },
  MuiPaper: {
    defaultProps: { elevation: 0 },
    styleOverrides: { root: { backgroundImage: 'none' } },
  },
  MuiDialog: {
    styleOverrides: {
      paper: ({ theme }) => ({
        borderRadius: 12,
        border: `1px solid ${theme.vars.palette.divider}`,
        boxShadow: '0 16px 48px rgb(0 0 0 / 0.22)',
        margin: 24,
      }),
    },
  },
  MuiBackdrop: {
    styleOverrides: {
      root: { '&:not(.MuiBackdrop-invisible)': { backgroundColor: 'rgb(10 10 16 / 0.45)' } },
    },
  },
  MuiDialogTitle: {
    styleOverrides: {
      root: ({ theme }) => ({
        ...theme.typography.h1,
        fontSize: '1.0625rem',
        padding: '20px 24px 4px',
      }),
    },
  },
  MuiDialogContent: {
    styleOverrides: {
      root: { padding: '8px 24px 16px', '.MuiDialogTitle-root + &&': { paddingTop: 10 } },
    },
  },
  MuiDialogActions: { styleOverrides: { root: { padding: '12px 24px 20px', gap: 8 } } },
  MuiPopover: {
    styleOverrides: {
      paper: ({ theme }) => ({
        border: `1px solid ${theme.vars.palette.divider}`,
        boxShadow: '0 8px 28px rgb(0 0 0 / 0.14)',
        borderRadius: 10,
      }),
    },
  },
  MuiMenu: { styleOverrides: { list: { padding: 4 } } },
  MuiMenuItem: {
    styleOverrides: {
      root: {
        borderRadius: 6,
        minHeight: 'var(--dw-control, 32px)',
        fontSize: '0.8125rem',
        padding: '4px 10px',
        gap: 10,
        '& svg': { fontSize: 17 },
      },
    },
  },
  MuiListItemIcon: {
    styleOverrides: { root: { minWidth: 0, '.MuiMenuItem-root &': { minWidth: 0 } } },
  },
  MuiTooltip: {
    defaultProps: { enterDelay: 300, arrow: false },
    styleOverrides: {
      tooltip: ({ theme }) => ({
        fontSize: '0.75rem',
        fontWeight: 450,
        lineHeight: 1.45,
        padding: '5px 9px',
        borderRadius: 6,
        color: theme.vars.palette.background.default,
        backgroundColor: theme.vars.palette.text.primary,
      }),
    },
  },
  MuiTabs: {
    styleOverrides: {
      root: ({ theme }) => ({
        minHeight: 38,
        borderBottom: `1px solid ${theme.vars.palette.divider}`,
      }),
      list: { gap: 20 },
      indicator: ({ theme }) => ({ backgroundColor: theme.vars.palette.text.primary, height: 2 }),
    },
  },
  MuiTab: {
    styleOverrides: {
      root: ({ theme }) => ({
        minHeight: 38,
        minWidth: 0,
        padding: '0 1px',
        color: theme.vars.palette.text.secondary,
        '&:hover, &.Mui-selected': { color: theme.vars.palette.text.primary },
        '&:focus-visible': { outlineOffset: -2 },
      }),
    },
  },
  MuiTableCell: {
    styleOverrides: {
      root: ({ theme }) => ({
        fontSize: '0.8125rem',
        padding: '0 12px',
        height: 'var(--dw-row, 44px)',
        borderColor: theme.vars.palette.divider,
      }),
      head: ({ theme }) => ({
        height: 36,
        fontSize: '0.75rem',
        fontWeight: 500,
        color: theme.vars.palette.text.secondary,
        backgroundColor: theme.vars.palette.background.nav,
      }),
    },
  },
  MuiTableRow: { styleOverrides: { root: { '&:last-child td': { borderBottom: 0 } } } },
  MuiAlert: {
    defaultProps: { variant: 'standard' },
    styleOverrides: {
      root: ({ theme, ownerState }) => {
        const color = theme.vars.palette[ownerState.severity ?? 'info']
        return {
          borderRadius: 8,
          padding: '6px 14px',
          fontSize: '0.8125rem',
          color: theme.vars.palette.text.primary,
          backgroundColor: color.light,
          border: `1px solid color-mix(in srgb, ${color.main} 28%, transparent)`,
          '& .MuiAlert-icon': { color: color.main, fontSize: 18, marginRight: 10, opacity: 1 },
          '& .MuiAlert-message': {
            padding: '6px 0',
            minWidth: 0,
            overflow: 'visible',
            flexGrow: 1,
          },
        }
      },
    },
  },
}
