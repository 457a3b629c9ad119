import { useTranslation } from 'react-i18next'
import { SelectInput } from '#renderer/components/select-input.tsx'
import type { DesktopSettings, DesktopSettingsChange } from '#renderer/lib/desktop-controls.ts'
import { i18next } from '#renderer/lib/language.ts'

export interface DesktopPartProps {
  readonly settings: DesktopSettings
  readonly onChange: (change: DesktopSettingsChange) => void
}

const whenClosed: readonly DesktopSettings['whenClosed'][] = ['ask', 'keep_running', 'quit']

const lockMinutes = [0, 1, 5, 15, 30, 60]
const clipboardSeconds = [10, 30, 45, 60, 120, 300, 0]

/** What the desktop app does by itself, and after how long. */
export function DesktopChoices({ settings, onChange }: DesktopPartProps) {
  const { t } = useTranslation('settings')
  return (
    <>
      <SelectInput
        label={t('desktop.whenClosed')}
        value={settings.whenClosed}
        options={whenClosed.map((value) => ({ value, label: t(`desktop.closing.${value}`) }))}
        onChange={(value) => {
          if (isWhenClosed(value)) onChange({ whenClosed: value })
        }}
      />
      <SelectInput
        label={t('desktop.lock')}
        hint={t('desktop.lockHint')}
        value={String(settings.lockAfterMinutes)}
        options={listNumbers(lockMinutes, settings.lockAfterMinutes, toMinutes)}
        onChange={(value) => onChange({ lockAfterMinutes: Number(value) })}
      />
      <SelectInput
        label={t('desktop.clipboard')}
        hint={t('desktop.clipboardHint')}
        value={String(settings.clearClipboardSeconds)}
        options={listNumbers(clipboardSeconds, settings.clearClipboardSeconds, toSeconds)}
        onChange={(value) => onChange({ clearClipboardSeconds: Number(value) })}
      />
    </>
  )
}

function isWhenClosed(value: string): value is DesktopSettings['whenClosed'] {
  return whenClosed.some((choice) => choice === value)
}

/** Offers the usual numbers, and the present one where it is another. */
function listNumbers(usual: readonly number[], present: number, label: (number: number) => string) {
  const all = usual.includes(present) ? usual : [present, ...usual]
  return all.map((number) => ({ value: String(number), label: label(number) }))
}

function toMinutes(minutes: number): string {
  return minutes === 0
    ? i18next.t('common:never')
    : i18next.t('settings:desktop.afterMinutes', { count: minutes })
}

function toSeconds(seconds: number): string {
  return seconds === 0
    ? i18next.t('common:never')
    : i18next.t('settings:desktop.afterSeconds', { count: seconds })
}
