import Box from '@mui/material/Box'
import { useTranslation } from 'react-i18next'
import { CopyButton } from './copy-button.tsx'

/** The id under which the server's log tells more. */
export function CorrelationId({ id }: { id: string }) {
  const { t } = useTranslation('common')
  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 0.5,
        fontSize: '0.75rem',
        whiteSpace: 'nowrap',
        color: 'text.secondary',
        minWidth: 0,
      }}
    >
      <span>{t('correlationId')}</span>
      <Box component="code" title={id} sx={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>
        {id}
      </Box>
      <CopyButton text={id} label={t('copyCorrelationId')} />
    </Box>
  )
}
