import { zodResolver } from '@hookform/resolvers/zod'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import type { Listening, ListeningChange } from '#contract/listening.ts'
import { FormRefusal, placeRefusal, type Refusal } from '#renderer/components/form-refusal.tsx'
import { TextInput } from '#renderer/components/text-input.tsx'
import { i18next } from '#renderer/lib/language.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { NewIssuerDialog } from './new-issuer-dialog.tsx'

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
  const { client, queries, toasts } = useServices()
  const cache = useQueryClient()
  const [refusal, setRefusal] = useState<Refusal>()
  const [asked, setAsked] = useState<Omit<ListeningChange, 'version'>>()
  const [version, setVersion] = useState(listening.version)
  const form = useForm<Form>({
    resolver: zodResolver(Form),
    defaultValues: toForm(listening),
  })
  const { errors, isSubmitting, isDirty, dirtyFields } = form.formState

  const take = (newer: Listening, keepDirtyValues = false) => {
    cache.setQueryData(queries.server.listening.queryKey(), newer)
    form.reset(toForm(newer), { keepDirtyValues })
    setVersion(newer.version)
    setRefusal(undefined)
  }
  const send = async (change: Omit<ListeningChange, 'version'>) => {
    setAsked(undefined)
    try {
      take(await client.server.updateListening({ version, ...change }))
      toasts.getState().succeed(t('saved'))
      // Its version is that of all settings.
      await cache.invalidateQueries({ queryKey: queries.settings.key() })
    } catch (problem) {
      const refused = placeRefusal(problem, form, toField)
      // Only the issuer is in the way: that is asked, not told.
      const others = refused.problem.fields.filter(({ field }) => field !== 'newIssuer')
      if (others.length < refused.problem.fields.length && others.length === 0) setAsked(change)
      else
        setRefusal({ ...refused, fields: refused.fields.filter((each) => others.includes(each)) })
    }
  }
  const save = form.handleSubmit((values) => send(pickChanged(values, dirtyFields)))

  return (
    <Box
      component="form"
      noValidate
      onSubmit={(event) => void save(event)}
      sx={{ display: 'grid', gap: 2, maxWidth: 480, '& .MuiAlert-root': { mb: 0 } }}
    >
      <FormRefusal
        refusal={refusal}
        loadNewer={async () => take(await client.server.listening(), true)}
      />
      {names.map((name) => {
        const source = listening.setBy[name]
        return (
          <TextInput
            key={name}
            label={t(name)}
            hint={source === null ? t(hints[name]) : t('setBy', { source })}
            registration={form.register(name, { valueAsNumber: name === 'port' })}
            error={errors[name]?.message}
            input={{ readOnly: source !== null, ...(name === 'port' && portInput) }}
          />
        )
      })}
      <Box>
        <Button type="submit" variant="contained" disabled={isSubmitting || !isDirty}>
          {t('save')}
        </Button>
      </Box>
      {asked && (
        <NewIssuerDialog
          now={listening.now.issuer ?? ''}
          onConfirm={() => void send({ ...asked, newIssuer: true })}
          onClose={() => setAsked(undefined)}
        />
      )}
    </Box>
  )
}

const portInput = { type: 'number', inputProps: { min: 1, max: 65_535 } }

function toForm({ next: { host, port, publicUrl } }: Listening): Form {
  return { host, port, publicUrl: publicUrl ?? '' }
}

function pickChanged(
  { host, port, publicUrl }: Form,
  dirty: Partial<Record<keyof Form, boolean>>,
): Omit<ListeningChange, 'version'> {
  return {
    ...(dirty.host && { host: host.trim() }),
    ...(dirty.port && { port }),
    ...(dirty.publicUrl && { publicUrl: publicUrl.trim() || null }),
    newIssuer: false,
  }
}

function toField(field: string): keyof Form | undefined {
  return Form.keyof().safeParse(field).data
}
