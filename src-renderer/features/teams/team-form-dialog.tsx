import { zodResolver } from '@hookform/resolvers/zod'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { z } from 'zod'
import { Description } from '#contract/common.ts'
import type { Team } from '#contract/users.ts'
import { FormDialog } from '#renderer/components/form-dialog.tsx'
import { FormRefusal, placeRefusal, type Refusal } from '#renderer/components/form-refusal.tsx'
import { TextInput } from '#renderer/components/text-input.tsx'
import { toTeamRoute } from '#renderer/lib/paths.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useBase } from '#renderer/lib/use-base.ts'
import { useRefresh } from '#renderer/lib/use-refresh.ts'

const TeamForm = z.object({ name: z.string(), description: Description })
type TeamForm = z.infer<typeof TeamForm>

/** Makes a team, or describes one anew; its name stays. */
export function TeamFormDialog({ team, onClose }: { team?: Team; onClose: () => void }) {
  const { t } = useTranslation('access')
  const { client, toasts } = useServices()
  const refresh = useRefresh()
  const navigate = useNavigate()
  const [refusal, setRefusal] = useState<Refusal>()
  const form = useForm<TeamForm>({
    resolver: zodResolver(TeamForm),
    defaultValues: toTeamForm(team),
  })
  const { errors, isSubmitting } = form.formState
  const { base, takeNewer } = useBase(team, form, toTeamForm)

  const save = form.handleSubmit(async ({ name, description }) => {
    setRefusal(undefined)
    try {
      const saved = base
        ? await client.teams.update({ team: base.id, version: base.version, description })
        : await client.teams.create({ name, description })
      await refresh()
      toasts.getState().succeed(t(team ? 'teams.form.changed' : 'teams.form.created', { name }))
      if (team) onClose()
      else await navigate(toTeamRoute(saved.id))
    } catch (error) {
      setRefusal(placeRefusal(error, form, toTeamField))
    }
  })

  const loadNewer = async () => {
    if (team) takeNewer(await client.teams.get({ team: team.id }))
    setRefusal(undefined)
  }

  return (
    <FormDialog
      title={team ? t('teams.form.change', { name: team.name }) : t('teams.form.create')}
      submitLabel={t(team ? 'teams.form.submitChange' : 'teams.form.submitCreate')}
      busy={isSubmitting}
      onSubmit={(event) => void save(event)}
      onClose={onClose}
    >
      <FormRefusal refusal={refusal} loadNewer={loadNewer} />
      {!team && (
        <TextInput
          label={t('teams.name')}
          registration={form.register('name')}
          error={errors.name?.message}
          hint={t('teams.nameHint')}
          input={{ autoFocus: true, inputProps: { spellCheck: false, autoComplete: 'off' } }}
        />
      )}
      <TextInput
        label={t('teams.description')}
        optional
        registration={form.register('description')}
        error={errors.description?.message}
      />
    </FormDialog>
  )
}

function toTeamForm(team: Team | undefined): TeamForm {
  return { name: team?.name ?? '', description: team?.description ?? '' }
}

function toTeamField(field: string) {
  return (['name', 'description'] as const).find((each) => each === field)
}
