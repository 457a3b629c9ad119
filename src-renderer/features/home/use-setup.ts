import { useState } from 'react'
import type { Overview } from '#contract/overview.ts'

type Setup = NonNullable<Overview['setup']>

export interface SetupState {
  readonly setup: Setup
  readonly onClose: () => void
}

/** The way to the first token: shown until it came, and then until who saw it come closes it. */
export function useSetup(setup: Overview['setup']): SetupState | undefined {
  const [isShown, setShown] = useState(setup?.hasToken === false)
  if (!setup || !isShown) return undefined
  return { setup, onClose: () => setShown(false) }
}
