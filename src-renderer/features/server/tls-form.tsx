import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { Listening, TlsSettings } from '#contract/listening.ts'
import { FormRefusal } from '#renderer/components/form-refusal.tsx'
import { SelectInput } from '#renderer/components/select-input.tsx'
import { TextInput } from '#renderer/components/text-input.tsx'
import { ConfirmListeningDialog } from './confirm-listening-dialog.tsx'
import { useChangeListening } from './use-change-listening.ts'

interface Form {
  readonly kind: TlsSettings['kind']
  readonly certificateFile: string
  readonly keyFile: string
  /** One a line. */
  readonly names: string
}

const kinds = ['none', 'own', 'files'] as const
const files = ['certificateFile', 'keyFile'] as const

/** Sets by which certificate the server speaks TLS from its next start on. */
export function TlsForm({ listening }: { listening: Listening }) {
  const { t } = useTranslation('listening')
  const form = useForm<Form>({ defaultValues: toForm(listening) })
  const { errors, isSubmitting, isDirty } = form.formState
  const change = useChangeListening({ listening, form, toForm, toField })
  const save = form.handleSubmit((values) => change.send({ tls: toTls(values) }))
  const kind = form.watch('kind')
  const source = listening.setBy.tls
  if (source !== null) return <Box>{t('setBy', { source })}</Box>

  return (
    <Box component="form" noValidate onSubmit={(event) => void save(event)} sx={formLook}>
      <FormRefusal refusal={change.refusal} loadNewer={change.loadNewer} />
      <SelectInput
        label={t('kind')}
        hint={t(`kindHints.${kind}`)}
        options={kinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
        registration={form.register('kind')}
      />
      {kind === 'files' &&
        files.map((name) => (
          <TextInput
            key={name}
            label={t(name)}
            hint={t(`${name}Hint`)}
            registration={form.register(name)}
            error={errors[name]?.message}
            input={{ spellCheck: false }}
          />
        ))}
      {kind === 'own' && (
        <TextInput
          optional
          label={t('names')}
          hint={t('namesHint')}
          registration={form.register('names')}
          error={errors.names?.message}
          input={{ multiline: true, minRows: 2, spellCheck: false }}
        />
      )}
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

const formLook = { display: 'grid', gap: 2, maxWidth: 480, '& .MuiAlert-root': { mb: 0 } }

function toForm({ next: { tls } }: Listening): Form {
  return {
    kind: tls.kind,
    certificateFile: tls.kind === 'files' ? tls.certificateFile : '',
    keyFile: tls.kind === 'files' ? tls.keyFile : '',
    names: tls.kind === 'own' ? tls.names.join('\n') : '',
  }
}

function toTls({ kind, certificateFile, keyFile, names }: Form): TlsSettings {
  if (kind === 'none') return { kind }
  if (kind === 'own') return { kind, names: names.split(/[\s,]+/).filter((name) => name !== '') }
  return { kind, certificateFile: certificateFile.trim(), keyFile: keyFile.trim() }
}

function toField(field: string): keyof Form | undefined {
  if (field.startsWith('tls.names')) return 'names'
  return files.find((name) => field === `tls.${name}`)
}
