import AddRounded from '@mui/icons-material/AddRounded'
import CloseRounded from '@mui/icons-material/CloseRounded'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import FormHelperText from '@mui/material/FormHelperText'
import IconButton from '@mui/material/IconButton'
import Typography from '@mui/material/Typography'
import { useFieldArray, useFormContext, useWatch } from 'react-hook-form'
import { SelectInput } from '#renderer/components/select-input.tsx'
import { TextInput } from '#renderer/components/text-input.tsx'
import { emptyClaimRow } from './claim-row.ts'
import type { WithPolicies } from './policy-form.ts'

const kinds = [
  { value: 'text', label: 'Text' },
  { value: 'number', label: 'Number' },
  { value: 'boolean', label: 'True/false' },
  { value: 'rule', label: 'Rule' },
]
const truths = [
  { value: '', label: 'Choose…' },
  { value: 'true', label: 'true' },
  { value: 'false', label: 'false' },
]

/** The claims that a token must carry, one row each. */
export function BoundClaimsFields({ index }: { index: number }) {
  const { control, formState } = useFormContext<WithPolicies>()
  const name = `trustPolicies.${index}.claims` as const
  const rows = useFieldArray({ control, name, keyName: 'key' })
  const errors = formState.errors.trustPolicies?.[index]?.claims
  const message = errors?.root?.message ?? errors?.message

  return (
    <Box role="group" aria-label="Bound claims">
      <Typography variant="subtitle2" component="div">
        Bound claims
      </Typography>
      <Box sx={{ display: 'grid', gap: 1, mt: 0.5 }}>
        {rows.fields.map(({ key }, row) => (
          <ClaimFields
            key={key}
            policy={index}
            row={row}
            isOnly={rows.fields.length === 1}
            onRemove={() => rows.remove(row)}
          />
        ))}
      </Box>
      {message && <FormHelperText error>{message}</FormHelperText>}
      <Button
        size="small"
        color="inherit"
        startIcon={<AddRounded />}
        sx={{ mt: 1, ml: -1 }}
        onClick={() => rows.append(emptyClaimRow)}
      >
        Add claim
      </Button>
    </Box>
  )
}

interface ClaimFieldsProps {
  readonly policy: number
  readonly row: number
  readonly isOnly: boolean
  readonly onRemove: () => void
}

function ClaimFields({ policy, row, isOnly, onRemove }: ClaimFieldsProps) {
  const { register, control, formState } = useFormContext<WithPolicies>()
  const name = `trustPolicies.${policy}.claims.${row}` as const
  const errors = formState.errors.trustPolicies?.[policy]?.claims?.[row]
  const kind = useWatch({ control, name: `${name}.kind` })
  const number = row + 1

  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 118px 1fr 28px', gap: 1 }}>
      <TextInput
        label={`Claim ${number}`}
        hiddenLabel
        registration={register(`${name}.claim`)}
        error={errors?.claim?.message}
        input={{ placeholder: 'project_id', inputProps: { spellCheck: false } }}
      />
      <SelectInput
        label={`Type of claim ${number}`}
        hiddenLabel
        options={kinds}
        registration={register(`${name}.kind`)}
      />
      {kind === 'boolean' ? (
        <SelectInput
          label={`Value of claim ${number}`}
          hiddenLabel
          options={truths}
          registration={register(`${name}.value`)}
          error={errors?.value?.message}
        />
      ) : (
        <TextInput
          label={`Value of claim ${number}`}
          hiddenLabel
          registration={register(`${name}.value`)}
          error={errors?.value?.message}
          input={{ placeholder: '20', inputProps: { spellCheck: false } }}
        />
      )}
      <IconButton
        aria-label={`Remove claim ${number}`}
        disabled={isOnly}
        onClick={onRemove}
        sx={{ mt: '3px', height: 28 }}
      >
        <CloseRounded />
      </IconButton>
    </Box>
  )
}
