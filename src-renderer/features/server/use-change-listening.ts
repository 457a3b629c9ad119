import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { FieldValues, Path, UseFormReturn } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { Listening, ListeningChange } from '#contract/listening.ts'
import { placeRefusal, type Refusal } from '#renderer/components/form-refusal.tsx'
import { useServices } from '#renderer/lib/services.tsx'
import { useBase } from '#renderer/lib/use-base.ts'
import { type Confirmation, confirmations } from './confirm-listening-dialog.tsx'
import { useRefreshServer } from './use-refresh-server.ts'

type Change = Omit<ListeningChange, 'version' | Confirmation>

interface Asked {
  readonly change: Change
  readonly confirmed: readonly Confirmation[]
  /** What is in the way until it is confirmed. */
  readonly missing: Confirmation
}

export interface ChangeListening<Values extends FieldValues> {
  readonly listening: Listening
  readonly form: UseFormReturn<Values>
  readonly toForm: (listening: Listening) => Values
  readonly toField: (field: string) => Path<Values> | undefined
}

/** Saves a part of where the server listens; what must be meant on purpose is asked before it is sent again. */
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

  const send = async (change: Change, confirmed: readonly Confirmation[] = []) => {
    setAsked(undefined)
    try {
      const [newIssuer, withoutTls] = confirmations.map((each) => confirmed.includes(each))
      const said = { ...change, newIssuer, withoutTls }
      const saved = await client.server.updateListening({ version: base.version, ...said })
      cache.setQueryData(queries.server.listening.queryKey(), saved)
      form.reset(toForm(saved))
      setRefusal(undefined)
      toasts.getState().succeed(t('saved'))
      // Its version is that of all settings.
      await Promise.all([refresh(), cache.invalidateQueries({ queryKey: queries.settings.key() })])
    } catch (error) {
      const refused = placeRefusal(error, form, toField)
      const { fields } = refused.problem
      const others = fields.filter(({ field }) => findConfirmation(field) === undefined)
      const missing = others.length === 0 ? findConfirmation(fields[0]?.field) : undefined
      // Only a confirmation is in the way: that is asked, not told.
      if (missing !== undefined) setAsked({ change, confirmed, missing })
      else
        setRefusal({ ...refused, fields: refused.fields.filter((each) => others.includes(each)) })
    }
  }

  return {
    refusal,
    missing: asked?.missing,
    send: (change: Change) => send(change),
    confirm: () => asked && send(asked.change, [...asked.confirmed, asked.missing]),
    giveUp: () => setAsked(undefined),
    loadNewer: async () => {
      takeNewer(await client.server.listening())
      setRefusal(undefined)
    },
  }
}

function findConfirmation(field: string | undefined): Confirmation | undefined {
  return confirmations.find((each) => each === field)
}
