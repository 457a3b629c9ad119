import { zodResolver } from '@hookform/resolvers/zod'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, type RefObject, useState } from 'react'
import { FormProvider, type UseFormReturn, useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { ProviderProfile } from '#contract/guided-setup.ts'
import type { ProfileQuestion } from '#contract/provider-profiles.ts'
import type { PolicyFinding, TrustPolicy } from '#contract/trust-policies.ts'
import { Disclosure } from '#renderer/components/disclosure.tsx'
import { FormRefusal, placeRefusal, type Refusal } from '#renderer/components/form-refusal.tsx'
import { LeaveGuard } from '#renderer/components/leave-guard.tsx'
import { BlockSkeleton } from '#renderer/components/loading.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { i18next } from '#renderer/lib/language.ts'
import { createProblem, ProblemError, toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { ExpiryField } from './expiry-field.tsx'
import { GuidedFields } from './guided-fields.tsx'
import { IssuerSettingsFields, listUsualSettings } from './issuer-settings-fields.tsx'
import { PolicyDetails } from './policy-details.tsx'
import { toPolicyFieldPath } from './policy-field-paths.ts'
import { PolicyForm, type PolicyInput, toPolicyInput } from './policy-form.ts'
import { PolicyVerdict } from './policy-verdict.tsx'
import { listOpen, toInitialAnswers } from './profile-answers.ts'
import { sayFinding } from './say-finding.ts'
import { listRefusals, listStanding } from './standing-findings.ts'
import { toDraftInput, useJudgement } from './use-judgement.ts'

/** A policy that nothing stands against any more, with the sentence of who may act by it. */
export interface BuiltPolicy {
  readonly input: PolicyInput
  readonly sentence: string
  readonly form: PolicyForm
}

export interface PolicyBuilderProps {
  /** The account's id; without one, nothing can be tried out yet. */
  readonly account?: string
  readonly start: PolicyForm
  /** The policy that is changed; it keeps its issuer. */
  readonly saved?: TrustPolicy
  readonly submitLabel: string
  readonly onSave: (built: BuiltPolicy) => Promise<void>
  readonly onCancel: () => void
  /** Where given, what was typed is not left unasked; set just before leaving on purpose. */
  readonly leaving?: RefObject<boolean>
  /** What can be done with the policy before it is saved. */
  readonly renderTrials?: (input: PolicyInput) => ReactNode
}

/** Makes a trust policy by a provider's questions or by hand, with its verdict all the while. */
export function PolicyBuilder(props: PolicyBuilderProps) {
  const { queries } = useServices()
  const profiles = useQuery(queries.providerProfiles.list.queryOptions())

  if (profiles.data) return <LoadedBuilder {...props} profiles={profiles.data.items} />
  if (!profiles.error) return <BlockSkeleton height={360} />
  return (
    <ProblemAlert problem={toProblem(profiles.error)} onRetry={() => void profiles.refetch()} />
  )
}

function LoadedBuilder(props: PolicyBuilderProps & { profiles: readonly ProviderProfile[] }) {
  const { t } = useTranslation(['trust', 'common'])
  const { account, saved, profiles } = props
  const { client } = useServices()
  const [refusal, setRefusal] = useState<Refusal>()
  const form = useForm<PolicyForm>({
    resolver: zodResolver(PolicyForm),
    defaultValues: withInitialAnswers(props.start, profiles),
  })
  const values = form.watch()
  const profile = profiles.find(({ id }) => id === values.profile)
  const exceptions = saved?.exceptions ?? []
  const draft = toDraftInput(values, profile?.questions ?? [], account)
  const judgement = useJudgement(draft)
  const guided = draft && judgement.data
  const standing = listStanding(guided?.findings ?? [], exceptions)

  const save = form.handleSubmit(async (typed) => {
    setRefusal(undefined)
    try {
      const asked = toDraftInput(typed, profile?.questions ?? [], account)
      if (!asked) return markOpen(form, profile?.questions ?? [])
      const judged = await client.providerProfiles.draft(asked)
      requireNothingAgainst(listStanding(judged.findings, exceptions), typed.reason)
      const input = toPolicyInput(judged.policy, typed)
      await props.onSave({ input, sentence: judged.sentence, form: typed })
    } catch (error) {
      setRefusal(placeRefusal(error, form, (field) => toPolicyFieldPath(field, typed)))
    }
  })
  const submit = (event: FormEvent) => {
    // The dialog of a builder may stand inside another form.
    event.stopPropagation()
    void save(event)
  }

  return (
    <FormProvider {...form}>
      <form noValidate onSubmit={submit} aria-label={t('policy')}>
        <FormRefusal refusal={refusal} />
        <Box sx={{ display: 'grid', gap: 2.5 }}>
          {!values.byHand && (
            <GuidedFields profiles={profiles} proposedAudience={guided?.policy.audience} />
          )}
          <PolicyVerdict
            guided={guided}
            findings={standing}
            exceptions={exceptions}
            pending={draft !== undefined && judgement.isPending}
            problem={judgement.error && draft ? toProblem(judgement.error) : undefined}
          />
          <PolicyDetails guided={guided} isSaved={saved !== undefined} />
          <PolicySettings profile={profile} isSaved={saved !== undefined} />
          {guided && props.renderTrials?.(toPolicyInput(guided.policy, values))}
          <Box sx={{ display: 'flex', gap: 1 }}>
            <Button type="submit" variant="contained" disabled={form.formState.isSubmitting}>
              {props.submitLabel}
            </Button>
            <Button color="inherit" variant="outlined" onClick={props.onCancel}>
              {t('common:cancel')}
            </Button>
          </Box>
        </Box>
      </form>
      {props.leaving && <LeaveGuard isDirty={form.formState.isDirty} leaving={props.leaving} />}
    </FormProvider>
  )
}

function withInitialAnswers(start: PolicyForm, profiles: readonly ProviderProfile[]): PolicyForm {
  const { questions = [] } = profiles.find(({ id }) => id === start.profile) ?? {}
  return { ...start, answers: { ...toInitialAnswers(questions), ...start.answers } }
}

function markOpen(form: UseFormReturn<PolicyForm>, questions: readonly ProfileQuestion[]): void {
  for (const { id, example } of listOpen(questions, form.getValues('answers'))) {
    form.setError(`answers.${id}`, {
      message: i18next.t('trust:builder.answerThis', { example }),
    })
  }
}

/** Refuses as saving would, before anything is sent. */
function requireNothingAgainst(findings: readonly PolicyFinding[], reason: string): void {
  const refused = listRefusals(findings, reason)
  if (refused.length === 0) return
  const fields = refused.map((finding) => {
    const { message, advice } = sayFinding(finding)
    return { field: finding.field, message: `${message} ${advice}` }
  })
  throw new ProblemError(createProblem('trust_policy_refused', { fields }))
}

/** What is usual with the provider is shown; the rest is a step away. */
function PolicySettings(props: { profile: ProviderProfile | undefined; isSaved: boolean }) {
  const { t } = useTranslation(['trust', 'common'])
  const usual = props.isSaved ? [] : listUsualSettings(props.profile)
  const seldom = (['network', 'keys'] as const).filter((one) => !usual.includes(one))

  return (
    <>
      {usual.length > 0 && <IssuerSettingsFields settings={usual} />}
      <Disclosure title={t('builder.more')}>
        <Box sx={{ display: 'grid', gap: 2 }}>
          <ExpiryField />
          {!props.isSaved && <IssuerSettingsFields settings={seldom} />}
        </Box>
      </Disclosure>
    </>
  )
}
