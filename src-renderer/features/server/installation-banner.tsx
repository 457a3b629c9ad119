import Alert, { type AlertColor } from '@mui/material/Alert'
import Button from '@mui/material/Button'
import { useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { RunningServer } from '#contract/server.ts'
import { decideExpiryState } from '#renderer/lib/expiry.ts'
import { formatRelative } from '#renderer/lib/format-instant.ts'
import { serverRoute } from '#renderer/lib/paths.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useNow } from '#renderer/lib/use-now.ts'
import { EndSharingButton } from './end-sharing-button.tsx'

const REFRESH_MS = 30_000

interface Notice {
  readonly severity: AlertColor
  readonly text: string
  readonly action: ReactNode
}

/** Stays above every page while something of the installation is wrong or waits: the most urgent, in one line. */
export function InstallationBanner() {
  const { t } = useTranslation(['listening', 'server'])
  const { queries } = useServices()
  const now = useNow()
  // Who may not see it is not asked again.
  const server = useQuery(
    queries.server.get.queryOptions({
      retry: false,
      refetchInterval: ({ state }) => (state.error ? false : REFRESH_MS),
    }),
  )
  const [notice, ...others] = server.data ? listNotices(server.data, now, t) : []
  if (!notice) return null
  const { severity, text, action } = notice
  const more = others.length === 0 ? '' : ` (${t('banner.more', { count: others.length })})`

  return (
    <Alert severity={severity} variant="standard" sx={look} action={action}>
      {text}
      {more}
    </Alert>
  )
}

/** The most urgent first. */
function listNotices(
  { certificate, addresses, restartNeeded }: RunningServer,
  now: Date,
  t: TFunction<['listening', 'server']>,
): readonly Notice[] {
  const shared = addresses.find((address) => address.shared)
  const look = <LookButton label={t('banner.look')} />
  const end = certificate && new Date(certificate.expiresAt)
  const state = end ? decideExpiryState(end, now) : 'fine'
  const isTroubled = (certificate?.trouble.length ?? 0) > 0
  const notices: readonly (Notice | false | undefined | null)[] = [
    state === 'expired' && {
      ...{ severity: 'error', text: t('banner.certificateEnded'), action: look },
    },
    end &&
      state === 'soon' && {
        ...{ severity: 'warning', action: look },
        text: t('banner.certificateEnds', { when: formatRelative(end, now) }),
      },
    isTroubled &&
      state !== 'expired' && {
        ...{ severity: 'warning', text: t('banner.certificateTrouble'), action: look },
      },
    shared && {
      ...{ severity: 'warning', action: <EndSharingButton /> },
      text: t(`server:share.${certificate ? 'bannerTls' : 'banner'}`, { url: shared.url }),
    },
    restartNeeded && { severity: 'info', text: t('banner.restart'), action: look },
  ]
  return notices.filter((notice): notice is Notice => Boolean(notice))
}

function LookButton({ label }: { label: string }) {
  return (
    <Button component={Link} to={serverRoute} variant="outlined" color="inherit">
      {label}
    </Button>
  )
}

const look = {
  borderRadius: 0,
  alignItems: 'center',
  py: 0.25,
  overflowWrap: 'anywhere',
  '& .MuiAlert-action': { alignItems: 'center', py: 0 },
}
