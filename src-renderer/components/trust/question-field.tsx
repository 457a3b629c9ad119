import Box from '@mui/material/Box'
import Checkbox from '@mui/material/Checkbox'
import FormControl from '@mui/material/FormControl'
import FormControlLabel from '@mui/material/FormControlLabel'
import FormHelperText from '@mui/material/FormHelperText'
import FormLabel from '@mui/material/FormLabel'
import Switch from '@mui/material/Switch'
import type { ReactNode } from 'react'
import { useFormContext } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { ProfileAnswers, ProfileQuestion } from '#contract/provider-profiles.ts'
import { Copyable } from '#renderer/components/copyable.tsx'
import { SelectInput } from '#renderer/components/select-input.tsx'
import { OptionalMark, TextInput } from '#renderer/components/text-input.tsx'
import type { PolicyForm } from './policy-form.ts'

/** One question of a provider's form, with its example and how its answer is found. */
export function QuestionField({ question }: { question: ProfileQuestion }) {
  const { watch, setValue, clearErrors, getFieldState, formState } = useFormContext<PolicyForm>()
  const name = `answers.${question.id}` as const
  const answer = watch(name)
  const error = getFieldState(name, formState).error?.message
  const change = (value: ProfileAnswers[string]) => {
    clearErrors(name)
    setValue(name, value, { shouldDirty: true })
  }

  return (
    <Box>
      <Answer question={question} answer={answer} error={error} onChange={change} />
      {question.howToFind && <HowToFind text={question.howToFind} label={question.label} />}
    </Box>
  )
}

interface AnswerProps {
  readonly question: ProfileQuestion
  readonly answer: ProfileAnswers[string] | undefined
  readonly error: string | undefined
  readonly onChange: (value: ProfileAnswers[string]) => void
}

function Answer({ question, answer, error, onChange }: AnswerProps) {
  const { t } = useTranslation('trust')
  const { kind, label, help, example, required, choices = [] } = question
  if (kind === 'boolean') {
    return (
      <Hinted hint={help} error={error}>
        <FormControlLabel
          control={
            <Switch
              checked={answer === true}
              onChange={(event) => onChange(event.target.checked)}
            />
          }
          label={label}
        />
      </Hinted>
    )
  }
  if (kind === 'list' && choices.length > 0) {
    return (
      <Choices {...{ question, error, onChange }} chosen={Array.isArray(answer) ? answer : []} />
    )
  }
  if (kind === 'choice') {
    return (
      <SelectInput
        label={label}
        options={answer === '' ? [{ value: '', label: t('choose') }, ...choices] : choices}
        value={String(answer ?? '')}
        onChange={onChange}
        error={error}
        hint={help}
      />
    )
  }
  const isList = kind === 'list'
  return (
    <TextInput
      label={label}
      optional={!required}
      error={error}
      hint={isList ? `${help} ${t('builder.oneALine')}` : help}
      input={{
        value: Array.isArray(answer) ? answer.join('\n') : String(answer ?? ''),
        onChange: ({ target }) => onChange(isList ? target.value.split('\n') : target.value),
        placeholder: example,
        multiline: isList,
        minRows: 2,
        inputProps: { spellCheck: false },
      }}
    />
  )
}

function Choices(props: Omit<AnswerProps, 'answer'> & { readonly chosen: readonly string[] }) {
  const { question, chosen, error, onChange } = props
  const toggle = (value: string, wanted: boolean) =>
    onChange(
      (question.choices ?? [])
        .map((choice) => choice.value)
        .filter((one) => (one === value ? wanted : chosen.includes(one))),
    )

  return (
    <FormControl component="fieldset" error={error !== undefined}>
      <FormLabel component="legend">
        {question.label}
        {!question.required && <OptionalMark />}
      </FormLabel>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1 }}>
        {question.choices?.map(({ value, label }) => (
          <FormControlLabel
            key={value}
            control={
              <Checkbox
                checked={chosen.includes(value)}
                onChange={(event) => toggle(value, event.target.checked)}
              />
            }
            label={label}
          />
        ))}
      </Box>
      <FormHelperText>{error ?? question.help}</FormHelperText>
    </FormControl>
  )
}

function Hinted(props: { hint: string; error: string | undefined; children: ReactNode }) {
  return (
    <Box>
      {props.children}
      <FormHelperText error={props.error !== undefined}>{props.error ?? props.hint}</FormHelperText>
    </Box>
  )
}

function HowToFind({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation('trust')
  return (
    <Box sx={{ fontSize: '0.75rem', color: 'text.secondary' }}>
      {t('builder.toFind')} <Copyable text={text} label={t('builder.copyHowToFind', { label })} />
    </Box>
  )
}
