import AddRounded from '@mui/icons-material/AddRounded'
import CloseRounded from '@mui/icons-material/CloseRounded'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import IconButton from '@mui/material/IconButton'
import { useFieldArray, useFormContext } from 'react-hook-form'
import { TextInput } from '#renderer/components/text-input.tsx'
import type { EditAccountForm } from './edit-account-form.ts'

export function LabelsFields() {
  const { control, register, formState } = useFormContext<EditAccountForm>()
  const rows = useFieldArray({ control, name: 'labels', keyName: 'rowKey' })
  const errors = formState.errors.labels

  return (
    <Box sx={{ display: 'grid', gap: 1, maxWidth: 560 }}>
      {rows.fields.map(({ rowKey }, index) => (
        <Box key={rowKey} sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr 28px', gap: 1 }}>
          <TextInput
            label={`Label ${index + 1}`}
            hiddenLabel
            registration={register(`labels.${index}.key`)}
            error={errors?.[index]?.key?.message}
            input={{ placeholder: 'team', inputProps: { spellCheck: false } }}
          />
          <TextInput
            label={`Value of label ${index + 1}`}
            hiddenLabel
            registration={register(`labels.${index}.value`)}
            error={errors?.[index]?.value?.message}
            input={{ placeholder: 'platform' }}
          />
          <IconButton
            aria-label={`Remove label ${index + 1}`}
            onClick={() => rows.remove(index)}
            sx={{ mt: '3px', height: 28 }}
          >
            <CloseRounded />
          </IconButton>
        </Box>
      ))}
      <Box>
        <Button
          size="small"
          color="inherit"
          startIcon={<AddRounded />}
          sx={{ ml: -1 }}
          onClick={() => rows.append({ key: '', value: '' })}
        >
          Add label
        </Button>
      </Box>
    </Box>
  )
}
