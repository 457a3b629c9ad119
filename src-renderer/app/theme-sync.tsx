import { useColorScheme } from '@mui/material/styles'
import { useLayoutEffect } from 'react'
import { useStore } from 'zustand'
import { useServices } from '#renderer/lib/services.tsx'

/** Carries the chosen theme into the styles. */
export function ThemeSync() {
  const { theme } = useServices()
  const choice = useStore(theme, (state) => state.choice)
  const { setMode } = useColorScheme()

  useLayoutEffect(() => setMode(choice), [choice, setMode])

  return null
}
