import Box from '@mui/material/Box'
import Skeleton from '@mui/material/Skeleton'
import { useTranslation } from 'react-i18next'

/** Holds the place of a page while its code or its data arrives. */
export function PageSkeleton() {
  const { t } = useTranslation('common')
  return (
    <Box role="status" aria-label={t('loading')} sx={{ p: '24px 28px', maxWidth: 1440 }}>
      <Skeleton width={220} height={34} />
      <Skeleton width={320} height={20} sx={{ mb: 3 }} />
      <BlockSkeleton height={260} />
    </Box>
  )
}

export function BlockSkeleton({ height }: { height: number }) {
  return <Skeleton variant="rounded" height={height} sx={{ borderRadius: '10px' }} />
}
