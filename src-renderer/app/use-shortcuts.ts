import { useHotkeys } from 'react-hotkeys-hook'
import { useNavigate } from 'react-router'
import { useStore } from 'zustand'
import { actionKeys, pageKeys } from '#renderer/lib/key-map.ts'
import { useServices } from '#renderer/lib/services.tsx'

interface Shortcuts {
  readonly onPalette: () => void
  readonly onHelp: () => void
}

const byCharacter = { useKey: true, preventDefault: true } as const

/** Binds the keys; single ones only where they are wanted, and never under a dialog or while typing. */
export function useShortcuts({ onPalette, onHelp }: Shortcuts): void {
  const navigate = useNavigate()
  const singleKeys = useStore(useServices().preferences, (state) => state.singleKeys)
  const enabled = () => singleKeys && !isDialogOpen()

  useHotkeys('mod+k', onPalette, { enableOnFormTags: true, preventDefault: true })
  // A slash needs Shift on some keyboards.
  const search = [actionKeys.search, `shift+${actionKeys.search}`]
  useHotkeys(search, focusSearch, { ...byCharacter, enabled }, [singleKeys])
  useHotkeys(`shift+${actionKeys.help}`, onHelp, { ...byCharacter, enabled }, [singleKeys, onHelp])
  useHotkeys(actionKeys.create, pressNew, { ...byCharacter, enabled }, [singleKeys])
  useHotkeys(
    pageKeys.map(({ letter }) => `g>${letter}`),
    (event, { hotkey }) => {
      // Of sequences the library asks neither `enabled` nor about modifiers.
      if (!enabled() || event.ctrlKey || event.metaKey || event.altKey) return
      const page = pageKeys.find(({ letter }) => hotkey === `g>${letter}`)
      if (page) void navigate(page.to)
    },
    {},
    [singleKeys, navigate],
  )
}

function isDialogOpen(): boolean {
  return document.querySelector('[role=dialog], [role=menu]') !== null
}

function focusSearch(): void {
  document.querySelector<HTMLElement>('main input[type=search]')?.focus()
}

/** Presses the button of the page that makes something new. */
function pressNew(): void {
  document.querySelector<HTMLElement>('main [data-new]')?.click()
}
