import TokenOutlined from '@mui/icons-material/TokenOutlined'
import Box from '@mui/material/Box'
import FormControlLabel from '@mui/material/FormControlLabel'
import Switch from '@mui/material/Switch'
import useMediaQuery from '@mui/material/useMediaQuery'
import { useTranslation } from 'react-i18next'
import type { PrincipalView } from '#contract/common.ts'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import type { NamedToken } from '#contract/tokens.ts'
import type { User } from '#contract/users.ts'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { NewButton } from '#renderer/components/new-button.tsx'
import { SearchedTable } from '#renderer/components/searched-table.tsx'
import { useServices } from '#renderer/lib/services.tsx'
import { useSearchedList } from '#renderer/lib/use-searched-list.ts'
import { CreateTokenDialog } from './create-token-dialog.tsx'
import { listTokenColumns } from './token-columns.tsx'
import { TokenDialog } from './token-dialog.tsx'
import { TokenFilters } from './token-filters.tsx'
import { useTokenFilter, useTokenInput } from './use-token-filter.ts'

export interface TokensPanelProps {
  /** Only the tokens of this account; without it and a user, all that the caller may see. */
  readonly account?: Pick<ServiceAccount, 'id' | 'path' | 'kind'>
  readonly user?: Pick<User, 'id' | 'email'>
}

/** Named tokens, of one account or person or of all, with everything that can be done with them. */
export function TokensPanel(props: TokensPanelProps) {
  const { account, user } = props
  const owner = toOwner(props)
  const { t } = useTranslation('tokens')
  const { queries } = useServices()
  const isNarrow = useMediaQuery('(max-width: 1239.9px)')
  const { filter, opened, isCreating, set } = useTokenFilter()
  const asked = {
    ...useTokenInput(filter),
    ...(account && { account: account.id }),
    ...(user && { user: user.id }),
  }
  const searched = useSearchedList(
    (page) => queries.tokens.list.queryOptions({ input: { ...page, ...asked } }),
    asked,
  )
  const isFiltered = Object.values(filter).some((each) => each !== '' && each !== false)
  const isOfDoorward = account?.kind === 'internal'
  const create = !isOfDoorward && (
    <NewButton label={t('new')} onClick={() => set({ new: 'yes' }, { replace: false })} />
  )

  return (
    <>
      <SearchedTable<NamedToken>
        label={t('title')}
        searchLabel={t('search')}
        {...searched}
        isFiltered={isFiltered}
        columns={listTokenColumns({ withOwner: owner === undefined, isNarrow })}
        rowHeight={54}
        filters={<TokenFilters filter={filter} onChange={set} ofOwner={owner !== undefined} />}
        action={
          <Box sx={{ display: 'flex', alignItems: 'center', gap: 2 }}>
            {!owner && filter.account === '' && (
              <FormControlLabel
                control={
                  <Switch
                    checked={filter.system}
                    onChange={(_, on) => set({ system: on ? 'yes' : undefined })}
                  />
                }
                label={t('filters.system')}
              />
            )}
            {create}
          </Box>
        }
        empty={
          <EmptyState icon={<TokenOutlined />} action={create}>
            {account ? t('emptyAccount') : t('empty')}
          </EmptyState>
        }
        nothingFound={<EmptyState>{t('nothingFound')}</EmptyState>}
        onOpen={({ id }) => set({ token: id }, { replace: false })}
      />
      {opened && <TokenDialog id={opened} onClose={() => set({ token: undefined })} />}
      {isCreating && !isOfDoorward && (
        <CreateTokenDialog {...(owner && { owner })} onClose={() => set({ new: undefined })} />
      )}
    </>
  )
}

function toOwner({ account, user }: TokensPanelProps): PrincipalView | undefined {
  if (account) return { kind: 'service_account', id: account.id, name: account.path }
  return user && { kind: 'user', id: user.id, name: user.email }
}
