import { SelectInput } from '#renderer/components/select-input.tsx'
import type { DesktopSettings, DesktopSettingsChange } from '#renderer/lib/desktop-controls.ts'

export interface DesktopPartProps {
  readonly settings: DesktopSettings
  readonly onChange: (change: DesktopSettingsChange) => void
}

const whenClosed = {
  ask: 'Ask',
  keep_running: 'Keep the server running in the tray',
  quit: 'Quit',
} as const satisfies Record<DesktopSettings['whenClosed'], string>

const lockMinutes = [0, 1, 5, 15, 30, 60]
const clipboardSeconds = [10, 30, 45, 60, 120, 300, 0]

/** What the desktop app does by itself, and after how long. */
export function DesktopChoices({ settings, onChange }: DesktopPartProps) {
  return (
    <>
      <SelectInput
        label="When the window is closed"
        value={settings.whenClosed}
        options={Object.entries(whenClosed).map(([value, label]) => ({ value, label }))}
        onChange={(value) => {
          if (isWhenClosed(value)) onChange({ whenClosed: value })
        }}
      />
      <SelectInput
        label="Cover the window when nobody uses this computer"
        hint="Also when its screen locks."
        value={String(settings.lockAfterMinutes)}
        options={listNumbers(lockMinutes, settings.lockAfterMinutes, toMinutes)}
        onChange={(value) => onChange({ lockAfterMinutes: Number(value) })}
      />
      <SelectInput
        label="Clear a copied secret from the clipboard"
        hint="Only if nothing else was copied since; also on quitting and locking."
        value={String(settings.clearClipboardSeconds)}
        options={listNumbers(clipboardSeconds, settings.clearClipboardSeconds, toSeconds)}
        onChange={(value) => onChange({ clearClipboardSeconds: Number(value) })}
      />
    </>
  )
}

function isWhenClosed(value: string): value is DesktopSettings['whenClosed'] {
  return Object.hasOwn(whenClosed, value)
}

/** Offers the usual numbers, and the present one where it is another. */
function listNumbers(usual: readonly number[], present: number, label: (number: number) => string) {
  const all = usual.includes(present) ? usual : [present, ...usual]
  return all.map((number) => ({ value: String(number), label: label(number) }))
}

function toMinutes(minutes: number): string {
  if (minutes === 0) return 'Never'
  return minutes === 1 ? 'After 1 minute' : `After ${minutes} minutes`
}

function toSeconds(seconds: number): string {
  return seconds === 0 ? 'Never' : `After ${seconds} seconds`
}
