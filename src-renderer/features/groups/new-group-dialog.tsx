import { zodResolver } from '@hookform/resolvers/zod'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { z } from 'zod'
import { Description, Name } from '#contract/common.ts'
import { FormDialog } from '#renderer/components/form-dialog.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { TextInput } from '#renderer/components/text-input.tsx'
import { applyFieldProblems } from '#renderer/lib/apply-field-problems.ts'
import { toGroupRoute } from '#renderer/lib/paths.ts'
import { type FieldProblem, type Problem, toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useRefresh } from '#renderer/lib/use-refresh.ts'

const NewGroup = z.object({ name: Name, description: Description })
type NewGroup = z.infer<typeof NewGroup>

export function NewGroupDialog({ parent, onClose }: { parent: string; onClose: () => void }) {
  const { t } = useTranslation('groups')
  const { client, toasts } = useServices()
  const refresh = useRefresh()
  const navigate = useNavigate()
  const [refusal, setRefusal] = useState<Refusal>()
  const form = useForm<NewGroup>({
    resolver: zodResolver(NewGroup),
    defaultValues: { name: '', description: '' },
  })
  const { errors, isSubmitting } = form.formState

  const create = form.handleSubmit(async (values) => {
    try {
      const group = await client.groups.create({ ...values, ...(parent && { parent }) })
      void refresh()
      toasts.getState().succeed(t('create.done', { path: group.path }))
      onClose()
      await navigate(toGroupRoute(group.path))
    } catch (error) {
      setRefusal(placeRefusal(form, toProblem(error)))
    }
  })

  return (
    <FormDialog
      title={t('create.title')}
      submitLabel={t('create.submit')}
      busy={isSubmitting}
      onSubmit={(event) => void create(event)}
      onClose={onClose}
    >
      {refusal && <ProblemAlert {...refusal} />}
      <TextInput
        label={t('create.name')}
        registration={form.register('name')}
        error={errors.name?.message}
        hint={parent ? t('create.pathHint', { parent }) : t('create.nameHint')}
        input={{ autoFocus: true, inputProps: { spellCheck: false, autoComplete: 'off' } }}
      />
      <TextInput
        label={t('create.description')}
        optional
        registration={form.register('description')}
        error={errors.description?.message}
      />
    </FormDialog>
  )
}

interface Refusal {
  readonly problem: Problem
  readonly fields: readonly FieldProblem[]
}

function placeRefusal(
  form: Parameters<typeof applyFieldProblems<NewGroup>>[0],
  problem: Problem,
): Refusal | undefined {
  if (problem.code === 'name_taken') {
    form.setError('name', { type: 'server', message: `${problem.title}. ${problem.advice}` })
    return undefined
  }
  const fields = applyFieldProblems<NewGroup>(form, problem, (field) =>
    field === 'name' || field === 'description' ? field : undefined,
  )
  const allPlaced = problem.fields.length > 0 && fields.length === 0
  return allPlaced ? undefined : { problem, fields }
}
