import Alert from '@mui/material/Alert'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useServices } from '#renderer/lib/services.tsx'
import { EndSharingButton } from './end-sharing-button.tsx'

/** Stays above every page for as long as the server is shared on the network. */
export function SharingBanner() {
  const { t } = useTranslation('server')
  const { queries } = useServices()
  const server = useQuery(queries.server.get.queryOptions({ retry: false }))
  const shared = server.data?.addresses.find((address) => address.shared)
  if (!shared) return null

  return (
    <Alert severity="warning" variant="standard" sx={look} action={<EndSharingButton />}>
      {t('share.banner', { url: shared.url })}
    </Alert>
  )
}

const look = {
  borderRadius: 0,
  alignItems: 'center',
  py: 0.25,
  overflowWrap: 'anywhere',
  '& .MuiAlert-action': { alignItems: 'center', py: 0 },
}
