import AddRounded from '@mui/icons-material/AddRounded'
import CloseRounded from '@mui/icons-material/CloseRounded'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import IconButton from '@mui/material/IconButton'
import { useFieldArray, useFormContext } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { TextInput } from '#renderer/components/text-input.tsx'
import type { EditAccountForm } from './edit-account-form.ts'

export function LabelsFields() {
  const { t } = useTranslation('accounts')
  const { control, register, formState } = useFormContext<EditAccountForm>()
  const rows = useFieldArray({ control, name: 'labels', keyName: 'rowKey' })
  const errors = formState.errors.labels

  return (
    <Box sx={{ display: 'grid', gap: 1, maxWidth: 560 }}>
      {rows.fields.map(({ rowKey }, index) => (
        <Box key={rowKey} sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr 28px', gap: 1 }}>
          <TextInput
            label={t('form.label', { number: index + 1 })}
            hiddenLabel
            registration={register(`labels.${index}.key`)}
            error={errors?.[index]?.key?.message}
            input={{ placeholder: 'team', inputProps: { spellCheck: false } }}
          />
          <TextInput
            label={t('form.labelValue', { number: index + 1 })}
            hiddenLabel
            registration={register(`labels.${index}.value`)}
            error={errors?.[index]?.value?.message}
            input={{ placeholder: 'platform' }}
          />
          <IconButton
            aria-label={t('form.removeLabel', { number: index + 1 })}
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
          {t('form.addLabel')}
        </Button>
      </Box>
    </Box>
  )
}
