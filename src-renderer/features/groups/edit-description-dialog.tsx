import Button from '@mui/material/Button'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Description } from '#contract/common.ts'
import type { Group } from '#contract/groups.ts'
import { FormDialog } from '#renderer/components/form-dialog.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { TextInput } from '#renderer/components/text-input.tsx'
import { useServices } from '#renderer/lib/services.tsx'
import { useAction } from '#renderer/lib/use-action.ts'
import { useRefresh } from '#renderer/lib/use-refresh.ts'

export interface EditDescriptionDialogProps {
  readonly group: Group
  readonly onClose: () => void
}

export function EditDescriptionDialog({ group, onClose }: EditDescriptionDialogProps) {
  const { t } = useTranslation('groups')
  const { client } = useServices()
  const refresh = useRefresh()
  const action = useAction()
  const [description, setDescription] = useState(group.description)
  // The version that was looked at, not the newest: otherwise a conflict would never show.
  const [version, setVersion] = useState(group.version)
  const invalid = Description.safeParse(description).error?.issues[0]?.message

  const save = (event: FormEvent<HTMLElement>) => {
    event.preventDefault()
    if (invalid) return
    void action.run(async () => {
      await client.groups.update({ group: group.id, version, description })
      await refresh()
      onClose()
    })
  }
  const takeNewer = () =>
    void action.run(async () => {
      const newer = await client.groups.get({ group: group.id })
      setVersion(newer.version)
    })

  return (
    <FormDialog
      title={t('edit.title')}
      submitLabel={t('edit.submit')}
      busy={action.busy}
      onSubmit={save}
      onClose={onClose}
    >
      {action.problem && (
        <ProblemAlert problem={action.problem}>
          {action.problem.code === 'version_conflict' && (
            <Button
              variant="outlined"
              color="inherit"
              size="small"
              sx={{ mt: 1 }}
              onClick={takeNewer}
            >
              {t('edit.takeNewer')}
            </Button>
          )}
        </ProblemAlert>
      )}
      <TextInput
        label={t('edit.description')}
        error={invalid}
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
