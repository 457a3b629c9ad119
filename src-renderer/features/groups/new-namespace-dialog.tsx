import { zodResolver } from '@hookform/resolvers/zod'
import { useState } from 'react'
import { type FieldError, useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { z } from 'zod'
import { Description, Name } from '#contract/common.ts'
import { FormDialog } from '#renderer/components/form-dialog.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { TextInput } from '#renderer/components/text-input.tsx'
import { applyFieldProblems } from '#renderer/lib/apply-field-problems.ts'
import { toGroupRoute, toWorkspaceRoute } from '#renderer/lib/paths.ts'
import { type FieldProblem, type Problem, toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useRefresh } from '#renderer/lib/use-refresh.ts'

const NewNamespace = z.object({ name: Name, description: Description })
type NewNamespace = z.infer<typeof NewNamespace>

export type NamespaceKind = 'group' | 'workspace'

export interface NewNamespaceDialogProps {
  readonly kind: NamespaceKind
  /** The group that it is made in; empty for the top of the tree. */
  readonly parent: string
  readonly onClose: () => void
}

/** Makes a group or a workspace and goes there. */
export function NewNamespaceDialog({ kind, parent, onClose }: NewNamespaceDialogProps) {
  const { t } = useTranslation(['groups', 'accounts', 'common'])
  const { toasts } = useServices()
  const createNamespace = useCreate(kind, parent)
  const refresh = useRefresh()
  const navigate = useNavigate()
  const [refusal, setRefusal] = useState<Refusal>()
  const form = useForm<NewNamespace>({
    resolver: zodResolver(NewNamespace),
    defaultValues: { name: '', description: '' },
  })
  const { errors, isSubmitting } = form.formState
  const word = (error: FieldError | undefined, rule: string) =>
    error && (error.type === 'server' ? error.message : rule)

  const create = form.handleSubmit(async (values) => {
    try {
      const { path, route } = await createNamespace(values)
      void refresh()
      toasts.getState().succeed(t(`create.${kind}.done`, { path }))
      onClose()
      await navigate(route)
    } catch (error) {
      setRefusal(placeRefusal(form, toProblem(error)))
    }
  })

  return (
    <FormDialog
      title={t(`create.${kind}.button`)}
      submitLabel={t(`create.${kind}.submit`)}
      busy={isSubmitting}
      onSubmit={(event) => void create(event)}
      onClose={onClose}
    >
      {refusal && <ProblemAlert {...refusal} />}
      <TextInput
        label={t('common:name')}
        registration={form.register('name')}
        error={word(errors.name, t('accounts:form.nameRule'))}
        hint={parent ? t('create.pathHint', { parent }) : t('create.nameHint')}
        input={{ autoFocus: true, inputProps: { spellCheck: false, autoComplete: 'off' } }}
      />
      <TextInput
        label={t('common:description')}
        optional
        registration={form.register('description')}
        error={word(errors.description, t('edit.tooLong'))}
      />
    </FormDialog>
  )
}

function useCreate(kind: NamespaceKind, parent: string) {
  const { client } = useServices()
  return async (values: NewNamespace): Promise<{ path: string; route: string }> => {
    if (kind === 'workspace') {
      const { path } = await client.workspaces.create({ ...values, group: parent })
      return { path, route: toWorkspaceRoute(path) }
    }
    const { path } = await client.groups.create({ ...values, ...(parent && { parent }) })
    return { path, route: toGroupRoute(path) }
  }
}

interface Refusal {
  readonly problem: Problem
  readonly fields: readonly FieldProblem[]
}

function placeRefusal(
  form: Parameters<typeof applyFieldProblems<NewNamespace>>[0],
  problem: Problem,
): Refusal | undefined {
  if (problem.code === 'name_taken') {
    form.setError('name', { type: 'server', message: `${problem.title}. ${problem.advice}` })
    return undefined
  }
  const fields = applyFieldProblems<NewNamespace>(form, problem, (field) =>
    field === 'name' || field === 'description' ? field : undefined,
  )
  const allPlaced = problem.fields.length > 0 && fields.length === 0
  return allPlaced ? undefined : { problem, fields }
}
