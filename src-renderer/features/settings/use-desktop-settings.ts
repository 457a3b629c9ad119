import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { DesktopControls, DesktopSettingsChange } from '#renderer/lib/desktop-controls.ts'

const key = ['desktop-settings']

/** Reads the settings of the desktop app, and keeps each change at once. */
export function useDesktopSettings(desktop: DesktopControls) {
  const cache = useQueryClient()
  const [failed, setFailed] = useState(false)
  const settings = useQuery({ queryKey: key, queryFn: () => desktop.getDesktopSettings() })

  const change = async (values: DesktopSettingsChange): Promise<void> => {
    try {
      cache.setQueryData(key, await desktop.changeDesktopSettings(values))
      setFailed(false)
    } catch {
      setFailed(true)
    }
  }

  return { settings: settings.data, failed: failed || settings.isError, change }
}
