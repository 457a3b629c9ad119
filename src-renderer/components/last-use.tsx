import Box from '@mui/material/Box'
import { useTranslation } from 'react-i18next'
import type { AuthenticationMethod } from '#contract/common.ts'
import { Moment } from './moment.tsx'

export interface LastUseProps {
  readonly use: {
    readonly lastUsedAt: string | null
    readonly lastUsedAddress: string | null
    readonly lastUsedMethod?: AuthenticationMethod | null
  }
  /** How it was used, where that is not clear from what was used. */
  readonly withMethod?: boolean
}

/** "3 minutes ago from 10.0.0.7 by client secret". */
export function LastUse({ use, withMethod = false }: LastUseProps) {
  const { t } = useTranslation(['accounts', 'common'])
  const { lastUsedAt, lastUsedAddress, lastUsedMethod } = use
  if (lastUsedAt === null) return <span>{t('common:neverUsed')}</span>

  return (
    <span>
      <Moment at={lastUsedAt} />
      <Box component="span" sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>
        {lastUsedAddress && ` ${t('use.from', { address: lastUsedAddress })}`}
        {withMethod && lastUsedMethod && ` ${t(`use.by.${lastUsedMethod}`)}`}
      </Box>
    </span>
  )
}
