import AddRounded from '@mui/icons-material/AddRounded'
import CloseRounded from '@mui/icons-material/CloseRounded'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import FormHelperText from '@mui/material/FormHelperText'
import IconButton from '@mui/material/IconButton'
import Typography from '@mui/material/Typography'
import { useFieldArray, useFormContext, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { SelectInput } from '#renderer/components/select-input.tsx'
import { TextInput } from '#renderer/components/text-input.tsx'
import { claimKinds, emptyClaimRow, isList } from './claim-row.ts'
import type { PolicyForm } from './policy-form.ts'

/** The claims that a token must carry, one row each. */
export function BoundClaimsFields() {
  const { t } = useTranslation('trust')
  const { control, formState } = useFormContext<PolicyForm>()
  const rows = useFieldArray({ control, name: 'claims', keyName: 'key' })
  const errors = formState.errors.claims
  const message = errors?.root?.message ?? errors?.message

  return (
    <Box role="group" aria-label={t('claims.title')}>
      <Typography variant="subtitle2" component="div">
        {t('claims.title')}
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
        {t('claims.add')}
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
  const { t } = useTranslation('trust')
  const { register, formState } = useFormContext<PolicyForm>()
  const name = `claims.${row}` as const
  const number = row + 1

  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 140px 1fr 28px', gap: 1 }}>
      <TextInput
        label={t('claims.claimNumber', { number })}
        hiddenLabel
        registration={register(`${name}.claim`)}
        error={formState.errors.claims?.[row]?.claim?.message}
        input={{ placeholder: 'project_id', inputProps: { spellCheck: false } }}
      />
      <SelectInput
        label={t('claims.comparisonOf', { number })}
        hiddenLabel
        options={claimKinds.map((kind) => ({ value: kind, label: t(`claims.kinds.${kind}`) }))}
        registration={register(`${name}.kind`)}
      />
      <ClaimValue row={row} />
      <IconButton
        aria-label={t('claims.remove', { number })}
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
  const { t } = useTranslation('trust')
  const { register, control, formState } = useFormContext<PolicyForm>()
  const kind = useWatch({ control, name: `claims.${row}.kind` })
  const label = t('claims.valueOf', { number: row + 1 })
  const error = formState.errors.claims?.[row]?.value?.message
  const registration = register(`claims.${row}.value`)

  if (kind === 'absent') {
    return (
      <Typography variant="body2" color="textSecondary" sx={{ alignSelf: 'center' }}>
        {t('claims.mustNotHave')}
      </Typography>
    )
  }
  if (kind === 'boolean') {
    return (
      <SelectInput
        label={label}
        hiddenLabel
        options={['', 'true', 'false'].map((value) => ({ value, label: value || t('choose') }))}
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
      hint={isList(kind) ? t('builder.oneALine') : undefined}
      input={{
        placeholder: kind === 'rule' ? '{"containsAny":["a",1]}' : '20',
        multiline: isList(kind),
        minRows: 2,
        inputProps: { spellCheck: false },
      }}
    />
  )
}
