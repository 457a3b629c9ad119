import ExpandMoreRounded from '@mui/icons-material/ExpandMoreRounded'
import LockOutlined from '@mui/icons-material/LockOutlined'
import Box from '@mui/material/Box'
import IconButton from '@mui/material/IconButton'
import TableCell from '@mui/material/TableCell'
import TableRow from '@mui/material/TableRow'
import Tooltip from '@mui/material/Tooltip'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Member } from '#contract/members.ts'
import { SourceLabel } from '#renderer/components/source-label.tsx'
import { MemberActions } from './member-actions.tsx'
import { MemberEffect } from './member-effect.tsx'
import { PrincipalLink } from './principal-link.tsx'

/** One role of one principal; opened, it says which role counts here and which ones do not. */
export function MemberRow({ member, namespace }: { member: Member; namespace: string }) {
  const { t } = useTranslation('groups')
  const [open, setOpen] = useState(false)
  const id = useId()
  const { principal, roleName, inheritedFrom, builtIn } = member
  const isOurs = inheritedFrom === null && !builtIn

  return (
    <>
      <TableRow sx={{ ...(open && { '& > td': { borderBottom: 0 } }) }}>
        <TableCell sx={{ pr: 0 }}>
          <IconButton
            aria-label={t('members.effectOf', { name: principal.name })}
            aria-expanded={open}
            aria-controls={id}
            onClick={() => setOpen(!open)}
          >
            <ExpandMoreRounded sx={{ transform: open ? 'none' : 'rotate(-90deg)' }} />
          </IconButton>
        </TableCell>
        <TableCell>
          <PrincipalLink principal={principal} />
        </TableCell>
        <TableCell sx={{ overflowWrap: 'anywhere' }}>
          <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.5 }}>
            {roleName}
            {builtIn && (
              <Tooltip title={t('members.builtIn')}>
                <LockOutlined titleAccess={t('members.builtIn')} sx={{ fontSize: 15 }} />
              </Tooltip>
            )}
          </Box>
        </TableCell>
        <TableCell>
          <SourceLabel inheritedFrom={inheritedFrom} tab="members" />
        </TableCell>
        <TableCell sx={{ py: 0 }}>{isOurs && <MemberActions member={member} />}</TableCell>
      </TableRow>
      {open && (
        <TableRow id={id}>
          <TableCell />
          <TableCell colSpan={4} sx={{ pt: 0, pb: 2 }}>
            <MemberEffect principal={principal} namespace={namespace} />
          </TableCell>
        </TableRow>
      )}
    </>
  )
}
