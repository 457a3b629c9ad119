import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import { useTranslation } from 'react-i18next'
import { BlockSkeleton } from '#renderer/components/loading.tsx'
import { Section } from '#renderer/components/section.tsx'
import type { DesktopControls } from '#renderer/lib/desktop-controls.ts'
import { DesktopChoices, type DesktopPartProps } from './desktop-choices.tsx'
import { DesktopSwitch } from './desktop-switch.tsx'
import { UpdateFeed } from './update-feed.tsx'
import { useDesktopSettings } from './use-desktop-settings.ts'

/** What the desktop app does on this computer; each change holds at once. */
export function DesktopSettingsSection({ desktop }: { desktop: DesktopControls }) {
  const { t } = useTranslation('settings')
  const { settings, failed, change } = useDesktopSettings(desktop)

  return (
    <Section title={t('desktop.title')} description={t('desktop.explained')}>
      {failed && (
        <Alert severity="error" sx={{ mb: 2 }}>
          {t('desktop.failed')}
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
  const { t } = useTranslation('settings')
  const { startAtLogin, notifyExpiring, notifyLockouts } = settings
  return (
    <Box sx={{ display: 'grid', justifyItems: 'start' }}>
      {startAtLogin !== null && (
        <DesktopSwitch
          label={t('desktop.startAtLogin')}
          checked={startAtLogin}
          onChange={(on) => onChange({ startAtLogin: on })}
        />
      )}
      <DesktopSwitch
        label={t('desktop.notifyExpiring')}
        checked={notifyExpiring}
        onChange={(on) => onChange({ notifyExpiring: on })}
      />
      <DesktopSwitch
        label={t('desktop.notifyLockouts')}
        checked={notifyLockouts}
        onChange={(on) => onChange({ notifyLockouts: on })}
      />
    </Box>
  )
}
