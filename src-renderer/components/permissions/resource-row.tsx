import Box from '@mui/material/Box'
import Checkbox from '@mui/material/Checkbox'
import FormControlLabel from '@mui/material/FormControlLabel'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Permission } from '#contract/permissions.ts'
import { nameAction, nameResource, type ResourcePermissions } from './group-permissions.ts'

export interface ResourceRowProps extends ResourcePermissions {
  readonly chosen: readonly Permission[]
  readonly implied: ReadonlySet<Permission>
  readonly onChange: (chosen: readonly Permission[]) => void
}

/** The permissions about one kind of thing: all at once at the left, each by itself at the right. */
export function ResourceRow(props: ResourceRowProps) {
  const { resource, permissions, chosen, implied, onChange } = props
  const { t } = useTranslation('access')
  const id = useId()
  const isOn = (permission: Permission) => chosen.includes(permission) || implied.has(permission)
  const count = permissions.filter(isOn).length
  const isWhole = count === permissions.length

  const others = chosen.filter((permission) => !permissions.includes(permission))
  const toggle = (permission: Permission, on: boolean) =>
    onChange(on ? [...chosen, permission] : chosen.filter((each) => each !== permission))

  return (
    <Box role="group" aria-labelledby={id} sx={look}>
      <FormControlLabel
        control={
          <Checkbox
            checked={isWhole}
            indeterminate={count > 0 && !isWhole}
            onChange={(_, on) => onChange(on ? [...others, ...permissions] : others)}
            slotProps={{
              input: { 'aria-label': t('permissions.all', { resource: nameResource(resource) }) },
            }}
          />
        }
        label={<span id={id}>{nameResource(resource)}</span>}
        sx={{ width: 160, ml: 0, mr: 0 }}
      />
      <Box sx={{ display: 'flex', flexWrap: 'wrap', flex: 1, minWidth: 200, columnGap: 0.5 }}>
        {permissions.map((permission) => (
          <FormControlLabel
            key={permission}
            title={permission}
            control={
              <Checkbox
                checked={isOn(permission)}
                disabled={implied.has(permission)}
                onChange={(_, on) => toggle(permission, on)}
              />
            }
            label={
              <>
                {nameAction(permission)}
                {implied.has(permission) && <Implied text={t('permissions.implied')} />}
              </>
            }
            sx={{ mr: 0.75, '& .MuiFormControlLabel-label': { fontWeight: 400 } }}
          />
        ))}
      </Box>
    </Box>
  )
}

function Implied({ text }: { text: string }) {
  return (
    <Box component="span" sx={{ color: 'text.secondary', fontSize: '0.75rem' }}>
      {' '}
      ({text})
    </Box>
  )
}

const look = {
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'flex-start',
  px: 0.5,
  '& + &': { borderTop: 1, borderColor: 'divider' },
}
