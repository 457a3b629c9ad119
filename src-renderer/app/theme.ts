import { deDE } from '@mui/material/locale'
import { createTheme, type Theme, type ThemeOptions } from '@mui/material/styles'
import type { Language } from '#renderer/lib/language.ts'
import { darkPalette, lightPalette } from './palette.ts'
import { controlStyles } from './theme-controls.ts'
import { surfaceStyles } from './theme-surfaces.ts'

const sans = "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif"

const options: ThemeOptions = {
  cssVariables: { cssVarPrefix: 'dw', colorSchemeSelector: 'data-color-scheme' },
  colorSchemes: { light: { palette: lightPalette }, dark: { palette: darkPalette } },
  spacing: 8,
  shape: { borderRadius: 8 },
  typography: {
    fontFamily: sans,
    fontSize: 14,
    h1: { fontSize: '1.25rem', lineHeight: 1.4, fontWeight: 600, letterSpacing: '-0.014em' },
    h2: { fontSize: '0.9375rem', lineHeight: 1.5, fontWeight: 600, letterSpacing: '-0.006em' },
    h3: { fontSize: '0.875rem', lineHeight: 1.5, fontWeight: 600 },
    subtitle1: { fontSize: '0.875rem', fontWeight: 500 },
    subtitle2: { fontSize: '0.8125rem', fontWeight: 500, lineHeight: 1.5 },
    body1: { fontSize: '0.875rem', lineHeight: 1.55 },
    body2: { fontSize: '0.8125rem', lineHeight: 1.55 },
    caption: { fontSize: '0.75rem', lineHeight: 1.5 },
    button: { fontSize: '0.8125rem', fontWeight: 500, textTransform: 'none', letterSpacing: 0 },
  },
  transitions: { duration: { enteringScreen: 140, leavingScreen: 100, short: 120, standard: 140 } },
  components: { ...surfaceStyles, ...controlStyles },
}

/** The one visual language: dense, calm, borders instead of shadows; with the library's own words. */
export const themes: Record<Language, Theme> = {
  en: createTheme(options),
  de: createTheme(options, deDE),
}
