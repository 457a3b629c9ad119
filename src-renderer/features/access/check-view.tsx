import RuleRounded from '@mui/icons-material/RuleRounded'
import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { PrincipalView } from '#contract/common.ts'
import { type Permission, permissions } from '#contract/permissions.ts'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { BlockSkeleton } from '#renderer/components/loading.tsx'
import { NamespacePicker } from '#renderer/components/lookup/namespace-picker.tsx'
import { PrincipalPicker } from '#renderer/components/lookup/principal-picker.tsx'
import { namePermission } from '#renderer/components/permissions/group-permissions.ts'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { SelectInput } from '#renderer/components/select-input.tsx'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { AccessAnswerView } from './access-answer-view.tsx'
import { toReference, useAccessQuestion } from './use-access-question.ts'

/** Who, what and where; the answer appears as soon as all three are chosen. */
export function CheckView() {
  const { t } = useTranslation('access')
  const question = useAccessQuestion()
  const { who, permission, where } = question

  return (
    <>
      <Box sx={fieldsLook}>
        <PrincipalPicker label={t('check.who')} value={who} onChange={question.setWho} />
        <SelectInput
          label={t('check.permission')}
          value={permission}
          onChange={question.setPermission}
          options={[
            { value: '', label: t('check.choosePermission') },
            ...permissions.map((value) => ({ value, label: namePermission(value) })),
          ]}
        />
        <NamespacePicker
          label={t('check.where')}
          withRoot
          value={where}
          onChange={question.setWhere}
        />
      </Box>
      {who && permission && where !== null ? (
        <Checked who={who} permission={permission} where={where} />
      ) : (
        <EmptyState icon={<RuleRounded />}>{t('check.prompt')}</EmptyState>
      )}
    </>
  )
}

interface CheckedProps {
  readonly who: PrincipalView
  readonly permission: Permission
  readonly where: string
}

function Checked({ who, permission, where }: CheckedProps) {
  const { queries } = useServices()
  const answer = useQuery(
    queries.access.check.queryOptions({
      input: { principal: toReference(who), permission, namespace: where },
    }),
  )
  if (answer.data) {
    return <AccessAnswerView answer={answer.data} {...{ who, permission, where }} />
  }
  if (!answer.error) return <BlockSkeleton height={180} />
  return <ProblemAlert problem={toProblem(answer.error)} onRetry={() => void answer.refetch()} />
}

export const fieldsLook = {
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fit, minmax(min(220px, 100%), 1fr))',
  gap: 2,
  mb: 2.5,
  maxWidth: 1080,
}
