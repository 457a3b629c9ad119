import AddRounded from '@mui/icons-material/AddRounded'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useFieldArray, useFormContext } from 'react-hook-form'
import { MAXIMUM_TRUST_POLICIES } from '#contract/trust-policies.ts'
import { createEmptyPolicy, type WithPolicies } from './policy-form.ts'
import { TrustPolicyFields } from './trust-policy-fields.tsx'

/** The trust policies of an account: any of them may match, all claims inside one must. */
export function TrustPoliciesFields({ account }: { account: string }) {
  const form = useFormContext<WithPolicies>()
  const policies = useFieldArray({ control: form.control, name: 'trustPolicies', keyName: 'key' })
  const count = policies.fields.length

  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      {policies.fields.map(({ key }, index) => (
        <TrustPolicyFields
          key={key}
          index={index}
          account={account}
          onRemove={() => policies.remove(index)}
        />
      ))}
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5 }}>
        <Button
          variant="outlined"
          color="inherit"
          startIcon={<AddRounded />}
          disabled={count >= MAXIMUM_TRUST_POLICIES}
          onClick={() => policies.append(createEmptyPolicy())}
        >
          Add trust policy
        </Button>
        {count > 0 && (
          <Typography variant="caption" color="textSecondary">
            {count} of {MAXIMUM_TRUST_POLICIES}. Any of them may match; inside one, every claim
            must.
          </Typography>
        )}
      </Box>
    </Box>
  )
}
