import type { Components, Theme } from '@mui/material/styles'

/** How controls look: buttons, fields, switches, chips. Targets are at least 24 px. */
export const controlStyles: Components<Theme> = {
  MuiButtonBase: { defaultProps: { disableRipple: true } },
  MuiButton: {
    defaultProps: { disableElevation: true, size: 'medium' },
    styleOverrides: {
      root: {
        minHeight: 'var(--dw-control, 32px)',
        minWidth: 0,
        padding: '0 12px',
        borderRadius: 7,
        whiteSpace: 'nowrap',
        variants: [
          { props: { size: 'small' }, style: { minHeight: 28, padding: '0 9px', borderRadius: 6 } },
          {
            props: { variant: 'outlined', color: 'inherit' },
            style: ({ theme }) => ({
              borderColor: `color-mix(in srgb, ${theme.vars.palette.text.primary} 18%, transparent)`,
              '&:hover': { backgroundColor: theme.vars.palette.action.hover },
            }),
          },
        ],
      },
      startIcon: { marginRight: 6, marginLeft: -2, '& > *:first-of-type': { fontSize: 16 } },
      endIcon: { marginLeft: 4, marginRight: -4, '& > *:first-of-type': { fontSize: 18 } },
    },
  },
  MuiButtonGroup: { defaultProps: { disableElevation: true } },
  MuiIconButton: {
    defaultProps: { size: 'small' },
    styleOverrides: {
      root: ({ theme }) => ({
        borderRadius: 6,
        padding: 5,
        minWidth: 28,
        minHeight: 28,
        color: theme.vars.palette.text.secondary,
        '& svg': { fontSize: 18 },
        '&:hover': {
          color: theme.vars.palette.text.primary,
          backgroundColor: theme.vars.palette.action.hover,
        },
      }),
    },
  },
  MuiFormControl: { defaultProps: { fullWidth: true } },
  MuiFormLabel: {
    styleOverrides: {
      root: ({ theme }) => ({
        ...theme.typography.subtitle2,
        color: theme.vars.palette.text.primary,
        marginBottom: 4,
        '&.Mui-focused, &.Mui-error': { color: theme.vars.palette.text.primary },
      }),
    },
  },
  MuiFormHelperText: {
    styleOverrides: { root: { margin: '4px 0 0', fontSize: '0.75rem', lineHeight: 1.5 } },
  },
  MuiOutlinedInput: {
    defaultProps: { notched: false },
    styleOverrides: {
      root: ({ theme }) => ({
        fontSize: '0.875rem',
        borderRadius: 7,
        backgroundColor: theme.vars.palette.background.default,
        '& .MuiOutlinedInput-notchedOutline': {
          borderColor: `color-mix(in srgb, ${theme.vars.palette.fieldBorder} 75%, transparent)`,
        },
        '&:hover:not(.Mui-focused, .Mui-error, .Mui-disabled) .MuiOutlinedInput-notchedOutline': {
          borderColor: theme.vars.palette.text.secondary,
        },
        '&.Mui-focused .MuiOutlinedInput-notchedOutline': { borderWidth: 2 },
        '&.MuiInputBase-multiline': { padding: '7px 11px' },
      }),
      input: {
        padding: '0 11px',
        height: 34,
        '&:focus-visible': { outline: 'none' },
        '&::placeholder': { color: 'var(--dw-palette-text-secondary)', opacity: 0.75 },
        '.MuiInputBase-multiline &': { padding: 0, height: 'auto' },
      },
    },
  },
  MuiNativeSelect: { styleOverrides: { select: { '&&': { paddingRight: 28 } } } },
  MuiInputBase: { styleOverrides: { input: { '&:focus-visible': { outline: 'none' } } } },
  MuiCheckbox: {
    defaultProps: { size: 'small' },
    styleOverrides: { root: { padding: 6, '& svg': { fontSize: 18 }, borderRadius: 6 } },
  },
  MuiFormControlLabel: {
    styleOverrides: {
      root: { marginLeft: -6, '& .MuiSwitch-root': { marginLeft: 3, marginRight: 4 } },
      label: ({ theme }) => theme.typography.subtitle2,
    },
  },
  MuiSwitch: {
    styleOverrides: {
      root: { width: 40, height: 28, padding: '5px 3px' },
      switchBase: ({ theme }) => ({
        padding: 0,
        margin: 7,
        '&.Mui-checked': {
          transform: 'translateX(12px)',
          color: theme.vars.palette.background.default,
          '& + .MuiSwitch-track': { opacity: 1, backgroundColor: theme.vars.palette.primary.main },
        },
        '&.Mui-focusVisible + .MuiSwitch-track': {
          outline: `2px solid ${theme.vars.palette.primary.main}`,
          outlineOffset: 2,
        },
      }),
      thumb: { width: 14, height: 14, boxShadow: 'none' },
      track: ({ theme }) => ({
        borderRadius: 10,
        opacity: 1,
        backgroundColor: theme.vars.palette.fieldBorder,
      }),
    },
  },
  MuiChip: {
    defaultProps: { size: 'small', variant: 'outlined' },
    styleOverrides: {
      root: {
        height: 24,
        borderRadius: 6,
        fontSize: '0.75rem',
        fontWeight: 500,
        '& .MuiChip-icon': { fontSize: 14, marginLeft: 6, marginRight: -3 },
        '& .MuiChip-label': { padding: '0 7px', lineHeight: '22px' },
        variants: (['success', 'warning', 'error'] as const).map((color) => ({
          props: { variant: 'outlined' as const, color },
          style: ({ theme }: { theme: Theme }) => ({
            color: theme.vars.palette[color].main,
            backgroundColor: theme.vars.palette[color].light,
            borderColor: `color-mix(in srgb, ${theme.vars.palette[color].main} 30%, transparent)`,
          }),
        })),
      },
    },
  },
  MuiLink: {
    defaultProps: { underline: 'hover' },
    styleOverrides: { root: { textUnderlineOffset: '0.18em' } },
  },
  MuiSkeleton: { defaultProps: { animation: 'pulse' } },
}
