import { useEffect } from 'react'
import { useServices } from './services.tsx'

/** Keeps the window out of screenshots while a secret is visible, where the system can. */
export function useContentProtection(visible: boolean): void {
  const { shell } = useServices()

  useEffect(() => {
    if (!visible) return
    void shell.protectContent(true)
    return () => void shell.protectContent(false)
  }, [shell, visible])
}
