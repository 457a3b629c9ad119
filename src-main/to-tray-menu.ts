import type { MenuItemConstructorOptions } from 'electron'

export type ServerState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'running'; readonly url: string }
  | { readonly kind: 'failed' }

export interface TrayActions {
  readonly open: () => void
  readonly copy: (text: string) => void
  readonly quit: () => void
}

/** Says how the server is, in the few words that fit a tray. */
export function describeServer(state: ServerState): string {
  if (state.kind === 'running') return `Doorward answers at ${state.url}`
  return state.kind === 'starting' ? 'Doorward is starting' : 'Doorward could not start'
}

/** Gives the menu of the tray icon; what the server cannot do now is greyed out. */
export function toTrayMenu(
  state: ServerState,
  { open, copy, quit }: TrayActions,
): MenuItemConstructorOptions[] {
  const address = state.kind === 'running' ? state.url : undefined
  return [
    { label: describeServer(state), enabled: false },
    { type: 'separator' },
    { label: 'Open Doorward', click: open },
    {
      label: 'Copy server address',
      enabled: address !== undefined,
      click: () => address !== undefined && copy(address),
    },
    { type: 'separator' },
    { label: 'Quit', click: quit },
  ]
}
