import VerifiedOutlined from '@mui/icons-material/VerifiedOutlined'
import Button from '@mui/material/Button'
import { useTranslation } from 'react-i18next'
import type { Verification } from './verification.tsx'

export function VerifyButton({ verification }: { verification: Verification }) {
  const { t } = useTranslation('audit')
  const { isFetching, refetch } = verification

  return (
    <Button
      variant="outlined"
      color="inherit"
      startIcon={<VerifiedOutlined />}
      disabled={isFetching}
      onClick={() => void refetch()}
    >
      {isFetching ? t('verifying') : t('verify')}
    </Button>
  )
}
