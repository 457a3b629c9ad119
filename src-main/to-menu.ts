import type { MenuItemConstructorOptions } from 'electron'

interface MenuLook {
  readonly platform: NodeJS.Platform
  readonly development: boolean
  readonly openSettings: () => void
  readonly lock: () => void
}

type Items = MenuItemConstructorOptions[]

/** Gives the native menu; its standard roles bring the shortcuts that people expect. */
export function toMenu(look: MenuLook): Items {
  const isMac = look.platform === 'darwin'
  return [
    ...(isMac ? [{ label: 'Doorward', submenu: listMacItems(look) }] : []),
    { label: 'File', submenu: isMac ? [{ role: 'close' }] : listFileItems(look) },
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        separator,
        { role: 'togglefullscreen' },
        ...(look.development ? developmentItems : []),
      ],
    },
    { role: 'windowMenu' },
  ]
}

const separator = { type: 'separator' } as const

const developmentItems: Readonly<Items> = [
  separator,
  { role: 'reload' },
  { role: 'toggleDevTools' },
]

function listOwnItems({ openSettings, lock }: MenuLook): Items {
  return [
    { label: 'Settings', accelerator: 'CommandOrControl+,', click: openSettings },
    { label: 'Lock window', accelerator: 'CommandOrControl+Shift+L', click: lock },
    separator,
  ]
}

function listFileItems(look: MenuLook): Items {
  return [...listOwnItems(look), { role: 'close' }, { role: 'quit' }, separator, { role: 'about' }]
}

function listMacItems(look: MenuLook): Items {
  return [
    { role: 'about' },
    separator,
    ...listOwnItems(look),
    { role: 'services' },
    separator,
    { role: 'hide' },
    { role: 'hideOthers' },
    { role: 'unhide' },
    separator,
    { role: 'quit' },
  ]
}
