import CheckCircleRounded from '@mui/icons-material/CheckCircleRounded'
import PendingOutlined from '@mui/icons-material/PendingOutlined'
import RadioButtonUncheckedRounded from '@mui/icons-material/RadioButtonUncheckedRounded'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { isBuiltIn } from '#renderer/lib/is-built-in.ts'
import {
  groupsRoute,
  serviceAccountsRoute,
  toNewServiceAccountRoute,
  toServiceAccountRoute,
} from '#renderer/lib/paths.ts'
import { useServices } from '#renderer/lib/services.tsx'
import type { SetupState } from './use-setup.ts'

type Step = 'group' | 'account' | 'token'

/** Where each step is taken; the first group and account are the ones just made. */
function useStepRoutes({ setup }: Pick<SetupState, 'setup'>): Readonly<Record<Step, string>> {
  const { queries } = useServices()
  const groups = useQuery(
    queries.groups.list.queryOptions({ input: { limit: 1 }, enabled: setup.hasGroup }),
  )
  const accounts = useQuery(
    queries.serviceAccounts.list.queryOptions({ input: { limit: 20 }, enabled: setup.hasAccount }),
  )
  const group = groups.data?.items[0]
  const account = accounts.data?.items.find((each) => !isBuiltIn(each))
  return {
    group: groupsRoute,
    account: group ? toNewServiceAccountRoute(group.path) : groupsRoute,
    token: account ? `${toServiceAccountRoute(account.path)}?tab=use` : serviceAccountsRoute,
  }
}

export function SetupSteps({ setup }: Pick<SetupState, 'setup'>) {
  const { t } = useTranslation('home')
  const routes = useStepRoutes({ setup })
  const isDone = { group: setup.hasGroup, account: setup.hasAccount, token: setup.hasToken }
  const steps = ['group', 'account', 'token'] as const
  const next = steps.find((step) => !isDone[step])

  return (
    <Box component="ol" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1.5 }}>
      {steps.map((step) => (
        <Box component="li" key={step} sx={stepLook} aria-current={step === next && 'step'}>
          <Mark isDone={isDone[step]} isWaiting={step === 'token' && next === 'token'} />
          <Box sx={{ flex: 1, minWidth: 200 }}>
            <Box sx={{ fontWeight: 600 }}>{t(`setup.${step}`)}</Box>
            <Box sx={{ color: 'text.secondary' }}>
              {step === 'token' && next === 'token' ? t('setup.waiting') : t(`setup.${step}Advice`)}
            </Box>
          </Box>
          {step === next && (
            <Button variant="contained" component={Link} to={routes[step]}>
              {t(`setup.${step}Action`)}
            </Button>
          )}
        </Box>
      ))}
    </Box>
  )
}

function Mark({ isDone, isWaiting }: { isDone: boolean; isWaiting: boolean }) {
  const { t } = useTranslation('home')
  if (isDone) return <CheckCircleRounded color="success" titleAccess={t('setup.stepDone')} />
  if (isWaiting) return <PendingOutlined color="primary" />
  return <RadioButtonUncheckedRounded color="disabled" />
}

const stepLook = {
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: 1.5,
  fontSize: '0.8125rem',
}
