import Box from '@mui/material/Box'
import { useFormContext, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { ProviderProfile } from '#contract/guided-setup.ts'
import { wordQuestion } from '#renderer/lib/provider-words.ts'
import { AudienceField } from './policy-fields.tsx'
import type { PolicyForm } from './policy-form.ts'
import { listAsked, toInitialAnswers } from './profile-answers.ts'
import { ProfileChoice } from './profile-choice.tsx'
import { QuestionField } from './question-field.tsx'

export interface GuidedFieldsProps {
  readonly profiles: readonly ProviderProfile[]
  readonly proposedAudience: string | undefined
}

/** The choice of a provider, and its questions. */
export function GuidedFields({ profiles, proposedAudience }: GuidedFieldsProps) {
  const { t } = useTranslation('trust')
  const { control, setValue, clearErrors } = useFormContext<PolicyForm>()
  const [chosen, answers] = useWatch({ control, name: ['profile', 'answers'] })
  const profile = profiles.find(({ id }) => id === chosen)
  const choose = (id: string) => {
    const next = profiles.find((one) => one.id === id)
    if (!next) return
    clearErrors()
    setValue('profile', next.id, { shouldDirty: true })
    setValue('answers', toInitialAnswers(next.questions))
    setValue('allowPrivateNetwork', false)
    setValue('pastedKeys', '')
  }

  return (
    <Box role="group" aria-label={t('builder.questions')} sx={{ display: 'grid', gap: 2 }}>
      <Box sx={{ maxWidth: 320 }}>
        <ProfileChoice profiles={profiles} chosen={profile} onChoose={choose} />
      </Box>
      {profile && (
        <Box
          sx={{
            display: 'grid',
            gap: 2,
            gridTemplateColumns: 'repeat(auto-fit, minmax(280px, 1fr))',
            alignItems: 'start',
          }}
        >
          {listAsked(profile.questions, answers).map((question) => (
            <QuestionField
              key={`${profile.id} ${question.id}`}
              question={wordQuestion(profile.id, question)}
            />
          ))}
          {profile.audienceChosen && <AudienceField proposed={proposedAudience ?? ''} />}
        </Box>
      )}
    </Box>
  )
}
