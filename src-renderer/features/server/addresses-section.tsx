import ComputerRounded from '@mui/icons-material/ComputerRounded'
import LanOutlined from '@mui/icons-material/LanOutlined'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Chip from '@mui/material/Chip'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListeningAddress, RunningServer } from '#contract/server.ts'
import { Copyable } from '#renderer/components/copyable.tsx'
import { Section } from '#renderer/components/section.tsx'
import { formatInstant } from '#renderer/lib/format-instant.ts'
import { EndSharingButton } from './end-sharing-button.tsx'
import { ShareDialog } from './share-dialog.tsx'

/** What is bound, and the deliberate step onto the network and back. */
export function AddressesSection({ server }: { server: RunningServer }) {
  const { t } = useTranslation('server')
  const [sharing, setSharing] = useState(false)
  const isShared = server.addresses.some(({ shared }) => shared)

  return (
    <Section
      title={t('addresses.title')}
      description={t('addresses.description')}
      actions={
        isShared ? (
          <EndSharingButton />
        ) : (
          <Button
            variant="outlined"
            color="inherit"
            startIcon={<LanOutlined />}
            onClick={() => setSharing(true)}
          >
            {t('share.button')}
          </Button>
        )
      }
    >
      <Box component="ul" aria-label={t('addresses.title')} sx={listLook}>
        {server.addresses.map((address) => (
          <AddressLine key={address.url} address={address} />
        ))}
      </Box>
      {sharing && <ShareDialog server={server} onClose={() => setSharing(false)} />}
    </Section>
  )
}

function AddressLine({ address }: { address: ListeningAddress }) {
  const { t } = useTranslation('server')
  const { url, reach, shared, until, host, port } = address
  const isHere = reach === 'this_computer'

  return (
    <Box component="li">
      <Copyable text={url} label={t('addresses.copy', { url })} />
      <Box component="span" sx={{ color: 'text.secondary' }}>
        <code>{`${host}, ${port}`}</code>
      </Box>
      <Chip
        icon={isHere ? <ComputerRounded /> : <LanOutlined />}
        color={isHere ? 'default' : 'warning'}
        label={isHere ? t('addresses.onlyHere') : t('addresses.network')}
      />
      {!isHere && url.startsWith('http:') && (
        <Chip color="warning" label={t('addresses.withoutTls')} />
      )}
      {shared && (
        <span>
          {t('addresses.shared')}{' '}
          {until === null
            ? t('addresses.untilStop')
            : t('addresses.until', { time: formatInstant(new Date(until)) })}
        </span>
      )}
    </Box>
  )
}

const listLook = {
  m: 0,
  p: 0,
  listStyle: 'none',
  fontSize: '0.8125rem',
  '& > li': { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1.5, py: 0.75 },
}
