import Box from '@mui/material/Box'
import FormControlLabel from '@mui/material/FormControlLabel'
import FormLabel from '@mui/material/FormLabel'
import Radio from '@mui/material/Radio'
import RadioGroup from '@mui/material/RadioGroup'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { TokenIntent } from '#contract/tokens.ts'

export interface IntentFieldProps {
  readonly value: TokenIntent
  readonly onChange: (intent: TokenIntent) => void
}

/** What a token is for, each choice with what it means. */
export function IntentField({ value, onChange }: IntentFieldProps) {
  const { t } = useTranslation('tokens')
  const id = useId()

  return (
    <Box>
      <FormLabel id={id} component="div">
        {t('create.intent')}
      </FormLabel>
      <RadioGroup
        aria-labelledby={id}
        value={value}
        onChange={(event) => onChange(TokenIntent.parse(event.target.value))}
      >
        {TokenIntent.options.map((intent) => (
          <FormControlLabel
            key={intent}
            value={intent}
            sx={{ alignItems: 'flex-start' }}
            control={<Radio size="small" sx={{ p: 0.75 }} />}
            label={
              <Box sx={{ pt: 0.625 }}>
                {t(`intents.${intent}`)}
                <Box sx={{ color: 'text.secondary', fontSize: '0.75rem', fontWeight: 400 }}>
                  {t(`intentHints.${intent}`)}
                </Box>
              </Box>
            }
          />
        ))}
      </RadioGroup>
    </Box>
  )
}
