import Button from '@mui/material/Button'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { currentLocale } from '#renderer/lib/language.ts'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { type AskPage, MOST_AT_ONCE, useGathering } from './use-gathering.ts'

export interface SelectMatchingProps<Row> {
  /** Asks for a page of the very list that is shown. */
  readonly ask: AskPage<Row>
  /** How many are chosen already. */
  readonly selected: number
  readonly onSelect: (rows: readonly Row[]) => void
}

/** Chooses everything that a list has, also what is on other pages. */
export function SelectMatching<Row>({ ask, selected, onSelect }: SelectMatchingProps<Row>) {
  const { t } = useTranslation('groups')
  const { toasts } = useServices()
  const { gather, stop, count } = useGathering(ask)
  const [taken, setTaken] = useState<number>()
  const format = (value: number) => new Intl.NumberFormat(currentLocale()).format(value)

  const select = async () => {
    try {
      const gathered = await gather()
      if (!gathered) return
      onSelect(gathered.rows)
      setTaken(gathered.rows.length)
      if (gathered.isCut) {
        toasts.getState().show({ text: t('bulk.cut', { number: format(MOST_AT_ONCE) }) })
      }
    } catch (error) {
      toasts.getState().fail(toProblem(error))
    }
  }

  if (taken === selected) return null
  if (count !== undefined) {
    return <Button onClick={stop}>{t('bulk.stopGathering', { number: format(count) })}</Button>
  }
  return <Button onClick={() => void select()}>{t('bulk.selectMatching')}</Button>
}
