import Box from '@mui/material/Box'
import { useFormContext } from 'react-hook-form'
import { SelectInput } from '#renderer/components/select-input.tsx'
import { TextInput } from '#renderer/components/text-input.tsx'
import { BoundClaimsFields } from './bound-claims-fields.tsx'
import type { PolicyForm } from './policy-form.ts'

const matchModes = [
  { value: 'exact', label: 'exactly as written' },
  { value: 'wildcard', label: 'with * for anything' },
]

/** The policy itself, written by hand; a saved one keeps its issuer. */
export function PolicyFields({ isSaved }: { isSaved: boolean }) {
  const { register, formState } = useFormContext<PolicyForm>()
  const { errors } = formState

  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <TextInput
        label="Policy name"
        optional
        registration={register('name')}
        error={errors.name?.message}
        input={{ placeholder: 'Deploy from main' }}
      />
      <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 2 }}>
        <TextInput
          label="Issuer URL"
          registration={register('issuerUrl')}
          error={errors.issuerUrl?.message}
          hint={
            isSaved
              ? 'Add another policy for another issuer.'
              : 'Exactly as in the token’s iss claim.'
          }
          input={{
            placeholder: 'https://gitlab.com',
            readOnly: isSaved,
            inputProps: { spellCheck: false },
          }}
        />
        <AudienceField />
      </Box>
      <Box sx={{ maxWidth: 280 }}>
        <SelectInput
          label="Plain texts are compared"
          options={matchModes}
          registration={register('matchMode')}
        />
      </Box>
      <BoundClaimsFields />
    </Box>
  )
}

/** The audience; where the questions are answered, the server proposes one. */
export function AudienceField({ proposed }: { proposed?: string | undefined }) {
  const { register, formState } = useFormContext<PolicyForm>()

  return (
    <TextInput
      label="Audience"
      optional={proposed !== undefined}
      registration={register('audience')}
      error={formState.errors.audience?.message}
      hint="What the job asks its token for: the aud claim."
      input={{
        placeholder:
          proposed === undefined ? 'https://doorward.example' : proposed || 'Proposed by Doorward',
        inputProps: { spellCheck: false },
      }}
    />
  )
}
