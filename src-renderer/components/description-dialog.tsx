import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Description } from '#contract/common.ts'
import { FormDialog } from '#renderer/components/form-dialog.tsx'
import { LoadNewer } from '#renderer/components/load-newer.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { TextInput } from '#renderer/components/text-input.tsx'
import { useAction } from '#renderer/lib/use-action.ts'
import { useRefresh } from '#renderer/lib/use-refresh.ts'

export interface DescriptionDialogProps {
  readonly thing: { readonly description: string; readonly version: number }
  readonly save: (change: { description: string; version: number }) => Promise<unknown>
  /** Gives the newest version, for when somebody else was faster. */
  readonly findVersion: () => Promise<number>
  readonly onClose: () => void
}

/** Changes the description of a group or a workspace. */
export function DescriptionDialog({ thing, save, findVersion, onClose }: DescriptionDialogProps) {
  const { t } = useTranslation(['groups', 'common'])
  const refresh = useRefresh()
  const action = useAction()
  const [description, setDescription] = useState(thing.description)
  // The version that was looked at, not the newest: otherwise a conflict would never show.
  const [version, setVersion] = useState(thing.version)
  const isInvalid = !Description.safeParse(description).success

  const submit = (event: FormEvent<HTMLElement>) => {
    event.preventDefault()
    if (isInvalid) return
    void action.run(async () => {
      await save({ description, version })
      await refresh()
      onClose()
    })
  }

  return (
    <FormDialog
      title={t('edit.title')}
      submitLabel={t('common:save')}
      busy={action.busy}
      onSubmit={submit}
      onClose={onClose}
    >
      {action.problem && (
        <ProblemAlert problem={action.problem}>
          {action.problem.code === 'version_conflict' && (
            <LoadNewer load={() => action.run(async () => setVersion(await findVersion()))} />
          )}
        </ProblemAlert>
      )}
      <TextInput
        label={t('common:description')}
        error={isInvalid ? t('edit.tooLong') : undefined}
        hint={t('edit.length', { count: description.length })}
        input={{
          value: description,
          autoFocus: true,
          onChange: (event) => setDescription(event.target.value),
        }}
      />
    </FormDialog>
  )
}
