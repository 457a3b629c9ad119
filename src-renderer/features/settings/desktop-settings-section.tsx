import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import { BlockSkeleton } from '#renderer/components/loading.tsx'
import { Section } from '#renderer/components/section.tsx'
import type { DesktopControls } from '#renderer/lib/desktop-controls.ts'
import { DesktopChoices, type DesktopPartProps } from './desktop-choices.tsx'
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
          <DesktopChoices settings={settings} onChange={(values) => void change(values)} />
          <Switches settings={settings} onChange={(values) => void change(values)} />
          <UpdateFeed desktop={desktop} feed={settings.updateFeed} onChange={change} />
        </Box>
      )}
    </Section>
  )
}

function Switches({ settings, onChange }: DesktopPartProps) {
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
