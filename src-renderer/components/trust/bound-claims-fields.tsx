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
import { claimKinds, emptyClaimRow, isList } from './claim-row.ts'
import type { PolicyForm } from './policy-form.ts'

const truths = [
  { value: '', label: 'Choose…' },
  { value: 'true', label: 'true' },
  { value: 'false', label: 'false' },
]

/** The claims that a token must carry, one row each. */
export function BoundClaimsFields() {
  const { control, formState } = useFormContext<PolicyForm>()
  const rows = useFieldArray({ control, name: 'claims', keyName: 'key' })
  const errors = formState.errors.claims
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
  readonly row: number
  readonly isOnly: boolean
  readonly onRemove: () => void
}

function ClaimFields({ row, isOnly, onRemove }: ClaimFieldsProps) {
  const { register, formState } = useFormContext<PolicyForm>()
  const name = `claims.${row}` as const
  const number = row + 1

  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 140px 1fr 28px', gap: 1 }}>
      <TextInput
        label={`Claim ${number}`}
        hiddenLabel
        registration={register(`${name}.claim`)}
        error={formState.errors.claims?.[row]?.claim?.message}
        input={{ placeholder: 'project_id', inputProps: { spellCheck: false } }}
      />
      <SelectInput
        label={`Comparison of claim ${number}`}
        hiddenLabel
        options={claimKinds}
        registration={register(`${name}.kind`)}
      />
      <ClaimValue row={row} />
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

function ClaimValue({ row }: { row: number }) {
  const { register, control, formState } = useFormContext<PolicyForm>()
  const kind = useWatch({ control, name: `claims.${row}.kind` })
  const label = `Value of claim ${row + 1}`
  const error = formState.errors.claims?.[row]?.value?.message
  const registration = register(`claims.${row}.value`)

  if (kind === 'absent') {
    return (
      <Typography variant="body2" color="textSecondary" sx={{ alignSelf: 'center' }}>
        the token must not have it
      </Typography>
    )
  }
  if (kind === 'boolean') {
    return (
      <SelectInput
        label={label}
        hiddenLabel
        options={truths}
        registration={registration}
        error={error}
      />
    )
  }
  return (
    <TextInput
      label={label}
      hiddenLabel
      registration={registration}
      error={error}
      hint={isList(kind) ? 'One value a line.' : undefined}
      input={{
        placeholder: kind === 'rule' ? '{"containsAny":["a",1]}' : '20',
        multiline: isList(kind),
        minRows: 2,
        inputProps: { spellCheck: false },
      }}
    />
  )
}
