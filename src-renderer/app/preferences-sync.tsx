import { useColorScheme } from '@mui/material/styles'
import { useEffect, useLayoutEffect } from 'react'
import { useStore } from 'zustand'
import { resolveLanguage, speak } from '#renderer/lib/language.ts'
import { useServices } from '#renderer/lib/services.tsx'

/** Carries the chosen theme and density into the styles, and the chosen language into the words. */
export function PreferencesSync() {
  const { preferences } = useServices()
  const theme = useStore(preferences, (state) => state.theme)
  const language = useStore(preferences, (state) => state.language)
  const density = useStore(preferences, (state) => state.density)
  const { setMode } = useColorScheme()

  useLayoutEffect(() => setMode(theme), [theme, setMode])

  useLayoutEffect(() => {
    document.documentElement.dataset.density = density
  }, [density])

  useEffect(() => {
    const follow = () => void speak(resolveLanguage(language, navigator.languages))
    follow()
    window.addEventListener('languagechange', follow)
    return () => window.removeEventListener('languagechange', follow)
  }, [language])

  return null
}
