import type { MenuItemConstructorOptions } from 'electron'
import { describeServer, type ServerState, type TrayActions, toTrayMenu } from './to-tray-menu.ts'

/** The part of Electron's tray that is used here; `Menu` is its built menu. */
export interface NativeTray<Menu> {
  setToolTip(text: string): void
  setContextMenu(menu: Menu): void
  on(event: 'click', listener: () => void): unknown
}

export interface TrayParts<Menu> {
  readonly create: () => NativeTray<Menu>
  readonly buildMenu: (template: MenuItemConstructorOptions[]) => Menu
  readonly actions: TrayActions
  readonly onFailure: (cause: unknown) => void
}

/** Our icon in the tray. Some desktops have none; everything else then works without it. */
export class ServerTray<Menu> {
  readonly #parts: TrayParts<Menu>
  readonly #native: NativeTray<Menu> | undefined

  constructor(parts: TrayParts<Menu>) {
    this.#parts = parts
    this.#native = this.#create()
    this.#native?.on('click', parts.actions.open)
    this.show({ kind: 'starting' })
  }

  /** Shows how the server is. */
  show(state: ServerState): void {
    const { buildMenu, actions } = this.#parts
    this.#native?.setToolTip(describeServer(state))
    // Linux shows a changed menu only when it is set anew.
    this.#native?.setContextMenu(buildMenu(toTrayMenu(state, actions)))
  }

  #create(): NativeTray<Menu> | undefined {
    try {
      return this.#parts.create()
    } catch (cause) {
      this.#parts.onFailure(cause)
      return undefined
    }
  }
}
