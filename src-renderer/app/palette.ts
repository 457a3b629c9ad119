import type { PaletteOptions } from '@mui/material/styles'

declare module '@mui/material/styles' {
  interface TypeBackground {
    nav: string
    subtle: string
  }
  interface Palette {
    brand: string
    fieldBorder: string
  }
  interface PaletteOptions {
    brand?: string
    fieldBorder?: string
  }
  interface CssThemeVariables {
    enabled: true
  }
}

export const lightPalette: PaletteOptions = {
  brand: '#4549c9',
  fieldBorder: '#8d8d99',
  primary: { main: '#4549c9', dark: '#363aae', light: '#eceefc', contrastText: '#ffffff' },
  success: { main: '#12703a', dark: '#0e5a2e', light: '#e6f4eb', contrastText: '#ffffff' },
  warning: { main: '#8f4a00', dark: '#753c00', light: '#fdf1dd', contrastText: '#ffffff' },
  error: { main: '#b3261e', dark: '#93201a', light: '#fdecea', contrastText: '#ffffff' },
  info: { main: '#3d5a80', dark: '#2f4766', light: '#eaf0f7', contrastText: '#ffffff' },
  text: { primary: '#1a1a1f', secondary: '#5a5a66', disabled: '#8d8d99' },
  divider: '#e4e4ea',
  background: { default: '#ffffff', paper: '#ffffff', nav: '#f8f8fa', subtle: '#f4f4f7' },
  action: { hover: '#f4f4f7', selected: '#ebebf1', active: '#5a5a66', focus: '#ebebf1' },
}

export const darkPalette: PaletteOptions = {
  brand: '#5a5fe0',
  fieldBorder: '#74747f',
  primary: { main: '#a5a9ff', dark: '#bdc0ff', light: '#25264a', contrastText: '#14142e' },
  success: { main: '#5fd38d', dark: '#85e0a8', light: '#12261b', contrastText: '#0b1f13' },
  warning: { main: '#f0b458', dark: '#f6c982', light: '#2a2013', contrastText: '#241704' },
  error: { main: '#ff8f85', dark: '#ffb0a8', light: '#2a1716', contrastText: '#2b0a08' },
  info: { main: '#9cc0ea', dark: '#bcd5f2', light: '#182635', contrastText: '#0c1722' },
  text: { primary: '#ececf1', secondary: '#a2a2b0', disabled: '#74747f' },
  divider: '#2a2a33',
  background: { default: '#101014', paper: '#17171d', nav: '#131318', subtle: '#1c1c23' },
  action: { hover: '#1e1e26', selected: '#26262f', active: '#a2a2b0', focus: '#26262f' },
}
