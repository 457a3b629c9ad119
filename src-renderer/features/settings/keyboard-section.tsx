import FormControlLabel from '@mui/material/FormControlLabel'
import FormHelperText from '@mui/material/FormHelperText'
import Switch from '@mui/material/Switch'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { KeyTable } from '#renderer/components/key-table.tsx'
import { Section } from '#renderer/components/section.tsx'
import { useServices } from '#renderer/lib/services.tsx'

/** The keys, and the switch that keeps single letters for those who type by voice (WCAG 2.1.4). */
export function KeyboardSection() {
  const { t } = useTranslation('settings')
  const { preferences } = useServices()
  const { singleKeys, change } = useStore(preferences)
  const hint = useId()

  return (
    <Section title={t('keys.title')} description={t('keys.explained')}>
      <FormControlLabel
        label={t('keys.singleKeys')}
        control={
          <Switch
            checked={singleKeys}
            onChange={(_, on) => change({ singleKeys: on })}
            slotProps={{ input: { 'aria-describedby': hint } }}
          />
        }
      />
      <FormHelperText id={hint} sx={{ mb: 2 }}>
        {t('keys.singleKeysHint')}
      </FormHelperText>
      <KeyTable />
    </Section>
  )
}
