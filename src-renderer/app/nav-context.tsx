import { createContext, type ReactNode, useContext } from 'react'
import type { NavStore } from './nav-store.ts'

const NavContext = createContext<NavStore | undefined>(undefined)

export function NavProvider({ store, children }: { store: NavStore; children: ReactNode }) {
  return <NavContext value={store}>{children}</NavContext>
}

export function useNavStore(): NavStore {
  const store = useContext(NavContext)
  if (!store) throw new Error('NavProvider is missing.')
  return store
}
