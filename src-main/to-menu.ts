import type { MenuItemConstructorOptions } from 'electron'

interface MenuLook {
  readonly platform: NodeJS.Platform
  readonly development: boolean
}

/** Gives the native menu; its standard roles bring the shortcuts that people expect. */
export function toMenu({ platform, development }: MenuLook): MenuItemConstructorOptions[] {
  return [
    ...(platform === 'darwin' ? [{ role: 'appMenu' as const }] : []),
    { role: 'fileMenu' },
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        ...(development ? developmentItems : []),
      ],
    },
    { role: 'windowMenu' },
  ]
}

const developmentItems: readonly MenuItemConstructorOptions[] = [
  { type: 'separator' },
  { role: 'reload' },
  { role: 'toggleDevTools' },
]
