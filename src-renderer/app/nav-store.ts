import { createStore, type StoreApi } from 'zustand/vanilla'

export const NARROWEST = 200
export const WIDEST = 400
const USUAL = 244
const KEY = 'doorward.nav-width'

interface NavState {
  readonly width: number
  /** Groups opened or closed by hand, by path. */
  readonly opened: Readonly<Record<string, boolean>>
  resize(width: number): void
  toggle(path: string, open: boolean): void
}

export type NavStore = StoreApi<NavState>

/** How wide the navigation is, and which of its groups are open. */
export function createNavStore(storage: Storage): NavStore {
  return createStore<NavState>()((set) => ({
    width: clamp(Number(storage.getItem(KEY) ?? USUAL)),
    opened: {},

    resize(width) {
      const fitting = clamp(width)
      storage.setItem(KEY, String(fitting))
      set({ width: fitting })
    },
    toggle: (path, open) => set(({ opened }) => ({ opened: { ...opened, [path]: open } })),
  }))
}

function clamp(width: number): number {
  if (Number.isNaN(width)) return USUAL
  return Math.round(Math.min(WIDEST, Math.max(NARROWEST, width)))
}
