import type { BrowserWindowConstructorOptions } from 'electron'
import type { Placement } from './window-place.ts'

export interface WindowLook {
  readonly place: Placement
  readonly preload: string
  readonly dark: boolean
  readonly zoomFactor: number
  readonly development: boolean
}

/** Gives the options of our only window: sandboxed, isolated, and hidden until it has painted. */
export function toWindowOptions(look: WindowLook): BrowserWindowConstructorOptions {
  const { width, height, position } = look.place
  return {
    ...position,
    width,
    height,
    minWidth: 720,
    minHeight: 480,
    show: false,
    title: 'Doorward',
    // The colour under the first paint; anything else flashes.
    backgroundColor: look.dark ? '#101014' : '#ffffff',
    autoHideMenuBar: true,
    webPreferences: {
      preload: look.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false, // its dictionaries would come from the network
      devTools: look.development,
      zoomFactor: look.zoomFactor,
    },
  }
}
