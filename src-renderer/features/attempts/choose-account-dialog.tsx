import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { SearchField } from '#renderer/components/search-field.tsx'
import { isBuiltIn } from '#renderer/lib/is-built-in.ts'
import { toTrustPolicyRoute } from '#renderer/lib/paths.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useDebounced } from '#renderer/lib/use-debounced.ts'

/** Asks which account the caller of an attempt should be able to act as. */
export function ChooseAccountDialog(props: { attempt: string; onClose: () => void }) {
  const { t } = useTranslation(['attempts', 'common'])
  const { queries } = useServices()
  const titleId = useId()
  const [text, setText] = useState('')
  const search = useDebounced(text)
  const accounts = useQuery(
    queries.serviceAccounts.list.queryOptions({
      input: { limit: 20, ...(search && { search }) },
      placeholderData: keepPreviousData,
    }),
  )

  return (
    <Dialog open fullWidth maxWidth="xs" aria-labelledby={titleId} onClose={props.onClose}>
      <DialogTitle id={titleId}>{t('chooseAccount')}</DialogTitle>
      <DialogContent>
        <SearchField label={t('searchAccounts')} text={text} onChange={setText} />
        <Box component="ul" sx={{ m: 0, mt: 1, p: 0, listStyle: 'none' }}>
          {accounts.data?.items
            .filter((account) => !isBuiltIn(account))
            .map(({ id, path }) => (
              <li key={id}>
                <Button
                  color="inherit"
                  component={Link}
                  to={toTrustPolicyRoute(path, 'new', { attempt: props.attempt })}
                >
                  {path}
                </Button>
              </li>
            ))}
        </Box>
      </DialogContent>
      <DialogActions>
        <Button color="inherit" variant="outlined" onClick={props.onClose}>
          {t('common:cancel')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
