import Box from '@mui/material/Box'
import { Trans, useTranslation } from 'react-i18next'
import type { Actor } from '#contract/common.ts'
import { Moment } from '#renderer/components/moment.tsx'

export interface NamespaceFactsProps {
  readonly namespace: {
    readonly description: string
    readonly createdAt: string
    readonly createdBy: Actor
  }
}

/** What a group or workspace is for, and who made it. */
export function NamespaceFacts({ namespace }: NamespaceFactsProps) {
  const { t } = useTranslation('groups')
  const { description, createdAt, createdBy } = namespace

  return (
    <>
      {description && <Box sx={{ color: 'text.primary' }}>{description}</Box>}
      <Box sx={{ fontSize: '0.75rem' }}>
        <Trans
          t={t}
          i18nKey="created"
          values={{ name: createdBy.name }}
          components={{ moment: <Moment at={createdAt} /> }}
        />
      </Box>
    </>
  )
}
