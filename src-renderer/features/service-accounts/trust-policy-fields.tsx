import DeleteOutlineRounded from '@mui/icons-material/DeleteOutlineRounded'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import FormControlLabel from '@mui/material/FormControlLabel'
import FormHelperText from '@mui/material/FormHelperText'
import Switch from '@mui/material/Switch'
import Typography from '@mui/material/Typography'
import { Controller, useFormContext, useWatch } from 'react-hook-form'
import { TextInput } from '#renderer/components/text-input.tsx'
import { BoundClaimsFields } from './bound-claims-fields.tsx'
import { hasSavedIssuer, type WithPolicies } from './policy-form.ts'
import { PolicySentence } from './policy-sentence.tsx'

export interface TrustPolicyFieldsProps {
  readonly index: number
  readonly account: string
  readonly onRemove: () => void
}

export function TrustPolicyFields({ index, account, onRemove }: TrustPolicyFieldsProps) {
  const { register, control, formState } = useFormContext<WithPolicies>()
  const errors = formState.errors.trustPolicies?.[index]
  const policy = useWatch({ control, name: `trustPolicies.${index}` })
  const title = `Trust policy ${index + 1}`

  return (
    <Box
      role="group"
      aria-label={title}
      sx={{ border: 1, borderColor: 'divider', borderRadius: '10px', overflow: 'hidden' }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', p: '8px 8px 0 16px' }}>
        <Typography variant="h3" sx={{ flex: 1 }}>
          {title}
        </Typography>
        <Button
          size="small"
          color="inherit"
          startIcon={<DeleteOutlineRounded />}
          aria-label={`Remove trust policy ${index + 1}`}
          onClick={onRemove}
        >
          Remove
        </Button>
      </Box>
      <Box sx={{ display: 'grid', gap: 2, p: '8px 16px 16px' }}>
        <TextInput
          label="Name"
          optional
          registration={register(`trustPolicies.${index}.name`)}
          error={errors?.name?.message}
          input={{ placeholder: 'Deploy from main' }}
        />
        <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 2 }}>
          <TextInput
            label="Issuer URL"
            registration={register(`trustPolicies.${index}.issuerUrl`)}
            error={errors?.issuerUrl?.message}
            hint="Exactly as in the token’s iss claim."
            input={{ placeholder: 'https://gitlab.com', inputProps: { spellCheck: false } }}
          />
          <TextInput
            label="Audience"
            registration={register(`trustPolicies.${index}.audience`)}
            error={errors?.audience?.message}
            hint="What the job asks its token for: the aud claim."
            input={{ placeholder: 'https://doorward.example', inputProps: { spellCheck: false } }}
          />
        </Box>
        {!hasSavedIssuer(policy) && (
          <Box>
            <Controller
              control={control}
              name={`trustPolicies.${index}.allowPrivateNetwork`}
              render={({ field: { value, ref, ...field } }) => (
                <FormControlLabel
                  control={<Switch {...field} slotProps={{ input: { ref } }} checked={value} />}
                  label="Issuer is on a private network"
                />
              )}
            />
            {errors?.allowPrivateNetwork?.message && (
              <FormHelperText error>{errors.allowPrivateNetwork.message}</FormHelperText>
            )}
          </Box>
        )}
        <BoundClaimsFields index={index} />
      </Box>
      <Box
        sx={{ p: '10px 16px', bgcolor: 'background.subtle', borderTop: 1, borderColor: 'divider' }}
      >
        <PolicySentence
          issuer={policy.issuerUrl}
          audience={policy.audience}
          claims={policy.claims}
          account={account}
        />
      </Box>
    </Box>
  )
}
