import { zodResolver } from '@hookform/resolvers/zod'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import type { Listening, ListeningChange } from '#contract/listening.ts'
import { FormRefusal } from '#renderer/components/form-refusal.tsx'
import { TextInput } from '#renderer/components/text-input.tsx'
import { i18next } from '#renderer/lib/language.ts'
import { ConfirmListeningDialog } from './confirm-listening-dialog.tsx'
import { useChangeListening } from './use-change-listening.ts'

/** Worded when it is said: the language can change. */
const error = () => i18next.t('listening:wholeNumber')

const Form = z.object({
  host: z.string(),
  port: z.number({ error }).int({ error }).min(0, { error }).max(65_535, { error }),
  publicUrl: z.string(),
})
type Form = z.infer<typeof Form>

const names = ['host', 'port', 'publicUrl'] as const
const hints = { host: 'hostHint', port: 'portHint', publicUrl: 'publicUrlHint' } as const

/** Sets where the server listens from its next start on; what a flag has set is only shown. */
export function ListeningForm({ listening }: { listening: Listening }) {
  const { t } = useTranslation('listening')
  const form = useForm<Form>({ resolver: zodResolver(Form), defaultValues: toForm(listening) })
  const { errors, isSubmitting, isDirty, dirtyFields } = form.formState
  const change = useChangeListening({ listening, form, toForm, toField })
  const save = form.handleSubmit((values) => change.send(pickChanged(values, dirtyFields)))

  return (
    <Box component="form" noValidate onSubmit={(event) => void save(event)} sx={formLook}>
      <FormRefusal refusal={change.refusal} loadNewer={change.loadNewer} />
      {names.map((name) => {
        const source = listening.setBy[name]
        return (
          <TextInput
            key={name}
            label={t(name)}
            hint={source === null ? t(hints[name]) : t('setBy', { source })}
            registration={form.register(name, { valueAsNumber: name === 'port' })}
            error={errors[name]?.message}
            input={{
              ...(source !== null && { readOnly: true, sx: { bgcolor: 'action.hover' } }),
              ...(name === 'port' && portInput),
            }}
          />
        )
      })}
      <Box>
        <Button type="submit" variant="contained" disabled={isSubmitting || !isDirty}>
          {t('save')}
        </Button>
      </Box>
      {change.missing && (
        <ConfirmListeningDialog
          missing={change.missing}
          now={listening.now.issuer ?? ''}
          onConfirm={() => void change.confirm()}
          onClose={change.giveUp}
        />
      )}
    </Box>
  )
}

const portInput = { type: 'number', inputProps: { min: 1, max: 65_535 } }

const formLook = { display: 'grid', gap: 2, maxWidth: 480, '& .MuiAlert-root': { mb: 0 } }

function toForm({ next: { host, port, publicUrl } }: Listening): Form {
  return { host, port, publicUrl: publicUrl ?? '' }
}

function pickChanged(
  { host, port, publicUrl }: Form,
  dirty: Partial<Record<keyof Form, boolean>>,
): Pick<ListeningChange, 'host' | 'port' | 'publicUrl'> {
  return {
    ...(dirty.host && { host: host.trim() }),
    ...(dirty.port && { port }),
    ...(dirty.publicUrl && { publicUrl: publicUrl.trim() || null }),
  }
}

function toField(field: string): keyof Form | undefined {
  return Form.keyof().safeParse(field).data
}
