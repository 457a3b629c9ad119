import CheckCircleOutlineRounded from '@mui/icons-material/CheckCircleOutlineRounded'
import RemoveCircleOutlineRounded from '@mui/icons-material/RemoveCircleOutlineRounded'
import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useTranslation } from 'react-i18next'
import type { AccessAnswer, GrantView, LosingGrant } from '#contract/access.ts'
import { NamespaceName, PrincipalLink, RoleLink } from '#renderer/components/access-links.tsx'
import { PlainTable } from '#renderer/components/plain-table.tsx'

type Effect = 'decides' | 'allows' | LosingGrant['reason']

/** Every role that was looked at on the way to an answer, with what came of it. */
export function GrantsTable({ answer }: { answer: AccessAnswer }) {
  const { t } = useTranslation('access')
  const judged = listJudged(answer)

  return (
    <>
      <Typography variant="h2" sx={{ mb: 1 }}>
        {t('check.grants')}
      </Typography>
      {judged.length === 0 ? (
        <Box sx={{ color: 'text.secondary' }}>{t('check.noGrants')}</Box>
      ) : (
        <PlainTable
          label={t('check.grants')}
          head={(['role', 'holder', 'where', 'effect'] as const).map((column) =>
            t(`check.columns.${column}`),
          )}
          rows={judged.map(({ grant, effect }) => ({
            key: grant.member,
            cells: [
              <RoleLink key="role" name={grant.role} />,
              <PrincipalLink key="holder" principal={grant.principal} />,
              <NamespaceName key="where" path={grant.namespace} />,
              <EffectLabel key="effect" effect={effect} />,
            ],
          }))}
        />
      )}
    </>
  )
}

function EffectLabel({ effect }: { effect: Effect }) {
  const { t } = useTranslation('access')
  const isGood = effect === 'decides' || effect === 'allows'

  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 0.75,
        color: isGood ? 'success.main' : 'text.secondary',
        fontWeight: effect === 'decides' ? 600 : 400,
        '& svg': { fontSize: 17, flexShrink: 0 },
      }}
    >
      {isGood ? <CheckCircleOutlineRounded /> : <RemoveCircleOutlineRounded />}
      {t(`check.effects.${effect}`)}
    </Box>
  )
}

function listJudged(answer: AccessAnswer): readonly { grant: GrantView; effect: Effect }[] {
  return [
    ...(answer.path ? [{ grant: answer.path, effect: 'decides' as const }] : []),
    ...answer.others.map((grant) => ({ grant, effect: 'allows' as const })),
    ...answer.losing.map((grant) => ({ grant, effect: grant.reason })),
  ]
}
