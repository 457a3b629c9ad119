import CancelRounded from '@mui/icons-material/CancelRounded'
import CheckCircleRounded from '@mui/icons-material/CheckCircleRounded'
import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { Trans, useTranslation } from 'react-i18next'
import type { AccessAnswer } from '#contract/access.ts'
import type { PrincipalView } from '#contract/common.ts'
import type { Permission } from '#contract/permissions.ts'
import { CopyButton } from '#renderer/components/copy-button.tsx'
import { namePermission } from '#renderer/components/permissions/group-permissions.ts'
import { GrantsTable } from './grants-table.tsx'

export interface AccessAnswerViewProps {
  readonly answer: AccessAnswer
  readonly who: PrincipalView
  readonly permission: Permission
  readonly where: string
}

/** Yes or no at a glance, then why: what decided, what lost, and what is missing. */
export function AccessAnswerView({ answer, who, permission, where }: AccessAnswerViewProps) {
  const { t } = useTranslation('access')
  const color = answer.allowed ? 'success.main' : 'error.main'
  const place = where === '' ? t('wholeInstallation') : where

  return (
    <Box component="section" aria-live="polite">
      <Box sx={{ ...verdictLook, borderColor: color }}>
        <Box sx={{ color, '& svg': { fontSize: 28, display: 'block' } }}>
          {answer.allowed ? <CheckCircleRounded /> : <CancelRounded />}
        </Box>
        <Box sx={{ minWidth: 0, flex: 1 }}>
          <Typography variant="h2" sx={{ color }}>
            {answer.allowed ? t('check.yes') : t('check.no')}
          </Typography>
          <Box sx={{ overflowWrap: 'anywhere', fontWeight: 500 }}>
            {t('check.question', {
              who: who.name,
              permission: namePermission(permission),
              where: place,
            })}
          </Box>
          <Box sx={{ overflowWrap: 'anywhere', mt: 0.5 }}>
            <Because answer={answer} />
          </Box>
          {answer.missing && (
            <Box sx={{ mt: 0.5 }}>
              {t('check.missing', { permission: namePermission(answer.missing) })}
            </Box>
          )}
        </Box>
        <CopyButton text={window.location.href} label={t('check.copyLink')} />
      </Box>
      <GrantsTable answer={answer} />
    </Box>
  )
}

function Because({ answer: { reason, path } }: { answer: AccessAnswer }) {
  const { t } = useTranslation('access')
  if (reason !== 'granted' || !path) {
    return t(`check.because.${reason === 'granted' ? 'no_membership' : reason}`)
  }
  return (
    <Trans
      t={t}
      i18nKey="check.because.granted"
      values={{
        role: path.role,
        holder: path.principal.name,
        where: path.namespace === '' ? t('theInstallation') : path.namespace,
      }}
      components={{ b: <strong /> }}
    />
  )
}

const verdictLook = {
  display: 'flex',
  alignItems: 'flex-start',
  gap: 1.5,
  p: '16px 20px',
  mb: 2.5,
  border: 1,
  borderLeft: 4,
  borderRadius: '10px',
  fontSize: '0.875rem',
}
