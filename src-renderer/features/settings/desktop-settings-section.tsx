import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import { BlockSkeleton } from '#renderer/components/loading.tsx'
import { Section } from '#renderer/components/section.tsx'
import { SelectInput } from '#renderer/components/select-input.tsx'
import type {
  DesktopControls,
  DesktopSettings,
  DesktopSettingsChange,
} from '#renderer/lib/desktop-controls.ts'
import { DesktopSwitch } from './desktop-switch.tsx'
import { UpdateFeed } from './update-feed.tsx'
import { useDesktopSettings } from './use-desktop-settings.ts'

/** What the desktop app does on this computer; each change holds at once. */
export function DesktopSettingsSection({ desktop }: { desktop: DesktopControls }) {
  const { settings, failed, change } = useDesktopSettings(desktop)

  return (
    <Section title="Desktop" description="How Doorward behaves on this computer.">
      {failed && (
        <Alert severity="error" sx={{ mb: 2 }}>
          The settings of the desktop could not be read or kept. Try again.
        </Alert>
      )}
      {!settings && !failed && <BlockSkeleton height={320} />}
      {settings && (
        <Box sx={{ display: 'grid', gap: 2, maxWidth: 440 }}>
          <Choices settings={settings} onChange={(values) => void change(values)} />
          <Switches settings={settings} onChange={(values) => void change(values)} />
          <UpdateFeed desktop={desktop} feed={settings.updateFeed} onChange={change} />
        </Box>
      )}
    </Section>
  )
}

interface PartProps {
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

function Choices({ settings, onChange }: PartProps) {
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

function Switches({ settings, onChange }: PartProps) {
  const { startAtLogin, notifyExpiring, notifyLockouts } = settings
  return (
    <Box sx={{ display: 'grid', justifyItems: 'start' }}>
      {startAtLogin !== null && (
        <DesktopSwitch
          label="Start in the tray when I log in"
          checked={startAtLogin}
          onChange={(on) => onChange({ startAtLogin: on })}
        />
      )}
      <DesktopSwitch
        label="Tell me once a day of client secrets that expire soon"
        checked={notifyExpiring}
        onChange={(on) => onChange({ notifyExpiring: on })}
      />
      <DesktopSwitch
        label="Tell me when a client is locked out"
        checked={notifyLockouts}
        onChange={(on) => onChange({ notifyLockouts: on })}
      />
    </Box>
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
