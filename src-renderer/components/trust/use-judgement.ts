import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query'
import type { DoorwardClient } from '#contract/contract.ts'
import type { ProfileQuestion } from '#contract/provider-profiles.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useDebounced } from '#renderer/lib/use-debounced.ts'
import { PolicyForm, toWrittenPolicy } from './policy-form.ts'
import { listOpen, readAnswers } from './profile-answers.ts'

type DraftInput = Parameters<DoorwardClient['providerProfiles']['draft']>[0]

/** What the server is asked to judge; undefined while too much is missing. */
export function toDraftInput(
  form: PolicyForm,
  questions: readonly ProfileQuestion[],
  account: string | undefined,
): DraftInput | undefined {
  const shared = { profile: form.profile, ...(account !== undefined && { account }) }
  if (form.byHand) {
    const parsed = PolicyForm.safeParse(form)
    return parsed.success ? { ...shared, policy: toWrittenPolicy(parsed.data) } : undefined
  }
  if (questions.length === 0 || listOpen(questions, form.answers).length > 0) return undefined
  return {
    ...shared,
    answers: readAnswers(questions, form.answers),
    ...(form.audience.trim() && { audience: form.audience.trim() }),
  }
}

/** Puts the policy in the making into words and judges it, shortly after each change. */
export function useJudgement(input: DraftInput | undefined) {
  const { queries } = useServices()
  const settled = useDebounced(JSON.stringify(input ?? null))
  // Safe: it is the very input, written and read back.
  const asked = JSON.parse(settled) as DraftInput | null

  return useQuery(
    queries.providerProfiles.draft.queryOptions({
      input: input && asked ? asked : skipToken,
      placeholderData: keepPreviousData,
      gcTime: 0,
    }),
  )
}
