import RuleRounded from '@mui/icons-material/RuleRounded'
import Box from '@mui/material/Box'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { BlockSkeleton } from '#renderer/components/loading.tsx'
import { NamespacePicker } from '#renderer/components/lookup/namespace-picker.tsx'
import { PrincipalPicker } from '#renderer/components/lookup/principal-picker.tsx'
import { PageBar } from '#renderer/components/page-bar.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { usePagedList } from '#renderer/lib/use-searched-list.ts'
import { fieldsLook } from './check-view.tsx'
import { EffectiveItem } from './effective-item.tsx'
import { toReference, useAccessQuestion } from './use-access-question.ts'

/** All that somebody may do wherever they hold a role, or all who may do something in one place. */
export function EffectiveView({ by }: { by: 'reach' | 'here' }) {
  const { t } = useTranslation('access')
  const { who, where, setWho, setWhere } = useAccessQuestion()
  const asked = by === 'reach' ? who && { principal: toReference(who) } : toNamespace(where)

  return (
    <>
      <Box sx={{ ...fieldsLook, maxWidth: 480 }}>
        {by === 'reach' ? (
          <PrincipalPicker label={t('check.who')} value={who} onChange={setWho} />
        ) : (
          <NamespacePicker label={t('check.where')} withRoot value={where} onChange={setWhere} />
        )}
      </Box>
      {asked ? (
        <EffectiveList by={by} asked={asked} />
      ) : (
        <EmptyState icon={<RuleRounded />}>
          {t(by === 'reach' ? 'check.promptReach' : 'check.promptHere')}
        </EmptyState>
      )}
    </>
  )
}

function toNamespace(where: string | null) {
  return where === null ? null : { namespace: where }
}

interface EffectiveListProps {
  readonly by: 'reach' | 'here'
  readonly asked: { readonly principal: string } | { readonly namespace: string }
}

function EffectiveList({ by, asked }: EffectiveListProps) {
  const { t } = useTranslation('access')
  const { queries } = useServices()
  const { pages, list } = usePagedList(
    (page) => queries.access.effective.queryOptions({ input: { ...page, ...asked, limit: 20 } }),
    asked,
  )
  if (list.error) {
    return <ProblemAlert problem={toProblem(list.error)} onRetry={() => void list.refetch()} />
  }
  if (!list.data) return <BlockSkeleton height={180} />
  return (
    <>
      {list.data.items.length === 0 && (
        <EmptyState>{t(by === 'reach' ? 'check.nowhere' : 'check.nobody')}</EmptyState>
      )}
      {list.data.items.map((item) => (
        <EffectiveItem key={`${item.principal.id} ${item.namespace}`} by={by} item={item} />
      ))}
      <PageBar pages={pages} nextCursor={list.data.nextCursor} />
    </>
  )
}
