import AddRounded from '@mui/icons-material/AddRounded'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import FormHelperText from '@mui/material/FormHelperText'
import Typography from '@mui/material/Typography'
import { useState } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { MAXIMUM_TRUST_POLICIES } from '#contract/trust-policies.ts'
import type { BuiltPolicy } from '#renderer/components/trust/policy-builder.tsx'
import { createPolicyForm } from '#renderer/components/trust/policy-form.ts'
import { BuilderDialog } from './builder-dialog.tsx'
import type { NewAccountForm } from './new-account-form.ts'

/** The trust policies of a new account; they are saved together with it. */
export function NewPoliciesFields() {
  const { t } = useTranslation(['accounts', 'common'])
  const { control, setValue, clearErrors, formState } = useFormContext<NewAccountForm>()
  const policies = useWatch({ control, name: 'trustPolicies' })
  const [edited, setEdited] = useState<number>()
  const set = (next: readonly BuiltPolicy[]) => {
    clearErrors('trustPolicies')
    setValue('trustPolicies', [...next], { shouldDirty: true })
  }

  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      {policies.map((policy, index) => (
        <NewPolicyCard
          // biome-ignore lint/suspicious/noArrayIndexKey: a policy that is not saved is known by its place.
          key={index}
          number={index + 1}
          sentence={policy.sentence}
          error={formState.errors.trustPolicies?.[index]?.message}
          onEdit={() => setEdited(index)}
          onRemove={() => set(policies.toSpliced(index, 1))}
        />
      ))}
      <Box>
        <Button
          variant="outlined"
          color="inherit"
          startIcon={<AddRounded />}
          disabled={policies.length >= MAXIMUM_TRUST_POLICIES}
          onClick={() => setEdited(policies.length)}
        >
          {t('federation.add')}
        </Button>
      </Box>
      {edited !== undefined && (
        <BuilderDialog
          start={policies[edited]?.form ?? createPolicyForm()}
          onClose={() => setEdited(undefined)}
          onBuilt={(built) => {
            set(policies.toSpliced(edited, 1, built))
            setEdited(undefined)
          }}
        />
      )}
    </Box>
  )
}

interface NewPolicyCardProps {
  readonly number: number
  readonly sentence: string
  readonly error: string | undefined
  readonly onEdit: () => void
  readonly onRemove: () => void
}

function NewPolicyCard({ number, sentence, error, onEdit, onRemove }: NewPolicyCardProps) {
  const { t } = useTranslation(['accounts', 'common'])

  return (
    <Box
      role="group"
      aria-label={t('federation.numbered', { number })}
      sx={{ border: 1, borderColor: 'divider', borderRadius: '10px', p: '12px 16px' }}
    >
      <Typography variant="body2" sx={{ overflowWrap: 'anywhere' }}>
        {sentence}
      </Typography>
      {error && <FormHelperText error>{error}</FormHelperText>}
      <Box sx={{ display: 'flex', gap: 1, mt: 1 }}>
        <Button size="small" color="inherit" variant="outlined" onClick={onEdit}>
          {t('common:edit')}
        </Button>
        <Button
          size="small"
          color="inherit"
          aria-label={t('federation.removeNumbered', { number })}
          onClick={onRemove}
        >
          {t('common:remove')}
        </Button>
      </Box>
    </Box>
  )
}
