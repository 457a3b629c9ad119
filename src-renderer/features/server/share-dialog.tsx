import Alert from '@mui/material/Alert'
import Checkbox from '@mui/material/Checkbox'
import FormControlLabel from '@mui/material/FormControlLabel'
import Typography from '@mui/material/Typography'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RunningServer } from '#contract/server.ts'
import { FormDialog } from '#renderer/components/form-dialog.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { SelectInput } from '#renderer/components/select-input.tsx'
import { useServices } from '#renderer/lib/services.tsx'
import { useAction } from '#renderer/lib/use-action.ts'
import { useRefreshServer } from './use-refresh-server.ts'

export interface ShareDialogProps {
  readonly server: RunningServer
  readonly onClose: () => void
}

const hours = [1, 4, 8, 24]

/** The step onto the network: which address, for how long, and that nothing is encrypted. */
export function ShareDialog({ server, onClose }: ShareDialogProps) {
  const { t } = useTranslation('server')
  const { client, toasts } = useServices()
  const refresh = useRefreshServer()
  const { busy, problem, run } = useAction()
  const [address, setAddress] = useState(server.shareable[0]?.address ?? '')
  const [duration, setDuration] = useState('1')
  const isSecure = server.certificate !== null
  const [isKnown, setKnown] = useState(isSecure)

  const share = (event: FormEvent) => {
    event.preventDefault()
    void run(async () => {
      const ends = duration === '' ? {} : { hours: Number(duration) }
      const { addresses } = await client.server.share({ address, ...ends, withoutTls: !isSecure })
      toasts.getState().succeed(t('share.begun', { url: addresses.at(-1)?.url ?? address }))
      await refresh()
      onClose()
    })
  }

  return (
    <FormDialog
      wide
      title={t('share.title')}
      submitLabel={t('share.confirm')}
      busy={busy}
      disabled={!isKnown || address === ''}
      onSubmit={share}
      onClose={onClose}
    >
      {problem && <ProblemAlert problem={problem} fields={problem.fields} />}
      <Alert severity={isSecure ? 'info' : 'warning'}>
        {isSecure ? t('share.noTlsNeeded') : t('share.warning')}
      </Alert>
      <SelectInput
        label={t('share.address')}
        options={server.shareable.map((each) => ({
          value: each.address,
          label: `${each.address} (${each.interface}, ${each.family})`,
        }))}
        value={address}
        onChange={setAddress}
        {...(address === '' && { error: t('share.none') })}
      />
      <SelectInput
        label={t('share.duration')}
        options={[
          ...hours.map((count) => ({ value: String(count), label: t('share.after', { count }) })),
          { value: '', label: t('share.never') },
        ]}
        value={duration}
        onChange={setDuration}
      />
      <Typography variant="body2" color="textSecondary">
        {t('share.scope', { issuer: server.issuer })}
      </Typography>
      {!isSecure && (
        <FormControlLabel
          label={t('share.acknowledge')}
          control={<Checkbox checked={isKnown} onChange={(_, on) => setKnown(on)} />}
        />
      )}
    </FormDialog>
  )
}
