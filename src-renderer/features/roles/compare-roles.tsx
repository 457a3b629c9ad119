import CheckRounded from '@mui/icons-material/CheckRounded'
import RemoveRounded from '@mui/icons-material/RemoveRounded'
import Box from '@mui/material/Box'
import FormControlLabel from '@mui/material/FormControlLabel'
import Switch from '@mui/material/Switch'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Permission, permissions } from '#contract/permissions.ts'
import type { Role } from '#contract/roles.ts'
import { Mark } from '#renderer/components/mark.tsx'
import { namePermission } from '#renderer/components/permissions/group-permissions.ts'
import { PlainTable } from '#renderer/components/plain-table.tsx'

/** Two roles side by side, permission by permission. */
export function CompareRoles({ one, other }: { one: Role; other: Role }) {
  const { t } = useTranslation('access')
  const [onlyDifferences, setOnlyDifferences] = useState(true)
  const isShown = (permission: Permission) => {
    const [inOne, inOther] = [one, other].map((role) => role.permissions.includes(permission))
    return onlyDifferences ? inOne !== inOther : inOne || inOther
  }
  const shown = permissions.filter(isShown)

  return (
    <>
      <FormControlLabel
        control={<Switch checked={onlyDifferences} onChange={(_, on) => setOnlyDifferences(on)} />}
        label={t('roles.onlyDifferences')}
      />
      {shown.length === 0 && <Box sx={{ mt: 1 }}>{t('roles.noDifference')}</Box>}
      {shown.length > 0 && (
        <PlainTable
          label={t('roles.comparison', { one: one.name, other: other.name })}
          head={[t('roles.permission'), one.name, other.name]}
          rows={shown.map((permission) => ({
            key: permission,
            cells: [
              namePermission(permission),
              <Held key="one" has={one.permissions.includes(permission)} />,
              <Held key="other" has={other.permissions.includes(permission)} />,
            ],
          }))}
        />
      )}
    </>
  )
}

function Held({ has }: { has: boolean }) {
  const { t } = useTranslation('access')
  return (
    <Mark
      color={has ? 'success.main' : 'text.secondary'}
      icon={has ? <CheckRounded /> : <RemoveRounded />}
    >
      {t(has ? 'roles.has' : 'roles.hasNot')}
    </Mark>
  )
}
