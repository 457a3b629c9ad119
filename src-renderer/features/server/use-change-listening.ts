import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { FieldValues, Path, UseFormReturn } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { Listening, ListeningChange } from '#contract/listening.ts'
import { placeRefusal, type Refusal } from '#renderer/components/form-refusal.tsx'
import { useServices } from '#renderer/lib/services.tsx'
import { useBase } from '#renderer/lib/use-base.ts'
import { useRefreshServer } from './use-refresh-server.ts'

type Asked = Omit<ListeningChange, 'version'>

export interface ChangeListening<Values extends FieldValues> {
  readonly listening: Listening
  readonly form: UseFormReturn<Values>
  readonly toForm: (listening: Listening) => Values
  readonly toField: (field: string) => Path<Values> | undefined
}

/** Saves a part of where the server listens; another issuer is asked about before it is sent again. */
export function useChangeListening<Values extends FieldValues>(parts: ChangeListening<Values>) {
  const { listening, form, toForm, toField } = parts
  const { t } = useTranslation('listening')
  const { client, queries, toasts } = useServices()
  const cache = useQueryClient()
  const refresh = useRefreshServer()
  const [refusal, setRefusal] = useState<Refusal>()
  const [asked, setAsked] = useState<Asked>()
  const { isDirty } = form.formState
  const { base, takeNewer } = useBase(listening, form, toForm)

  // Another form on the page, or somebody else, saved; what is typed here stays.
  useEffect(() => {
    if (!isDirty && base !== listening) takeNewer(listening)
  }, [isDirty, base, listening, takeNewer])

  const send = async (change: Asked) => {
    setAsked(undefined)
    try {
      const saved = await client.server.updateListening({ version: base.version, ...change })
      cache.setQueryData(queries.server.listening.queryKey(), saved)
      form.reset(toForm(saved))
      setRefusal(undefined)
      toasts.getState().succeed(t('saved'))
      // Its version is that of all settings.
      await Promise.all([refresh(), cache.invalidateQueries({ queryKey: queries.settings.key() })])
    } catch (error) {
      const refused = placeRefusal(error, form, toField)
      // Only the issuer is in the way: that is asked, not told.
      const others = refused.problem.fields.filter(({ field }) => field !== 'newIssuer')
      if (others.length < refused.problem.fields.length && others.length === 0) setAsked(change)
      else
        setRefusal({ ...refused, fields: refused.fields.filter((each) => others.includes(each)) })
    }
  }

  return {
    refusal,
    isAsked: asked !== undefined,
    send,
    confirm: () => asked && send({ ...asked, newIssuer: true }),
    giveUp: () => setAsked(undefined),
    loadNewer: async () => {
      takeNewer(await client.server.listening())
      setRefusal(undefined)
    },
  }
}
