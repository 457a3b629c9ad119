import AutorenewRounded from '@mui/icons-material/AutorenewRounded'
import Box from '@mui/material/Box'
import Chip from '@mui/material/Chip'
import type { GridColDef } from '@mui/x-data-grid'
import type { NamedToken } from '#contract/tokens.ts'
import { ExpiryLabel } from '#renderer/components/expiry-label.tsx'
import { Moment } from '#renderer/components/moment.tsx'
import { i18next } from '#renderer/lib/language.ts'

export interface TokenColumns {
  readonly withOwner: boolean
  readonly isNarrow: boolean
}

/** What a list tells of each token; on a narrow page the details tell what it may do. */
export function listTokenColumns({ withOwner, isNarrow }: TokenColumns): GridColDef<NamedToken>[] {
  const name = (column: keyof typeof widths) => i18next.t(`tokens:columns.${column}`)
  const columns: (GridColDef<NamedToken> | false)[] = [
    {
      field: 'name',
      headerName: name('name'),
      ...widths.name,
      renderCell: ({ row }) => <TwoLines first={row.name} second={showHint(row)} isCode />,
    },
    withOwner && {
      field: 'owner',
      headerName: name('owner'),
      ...widths.owner,
      renderCell: ({ row }) => <Ellipsis text={row.owner.name} />,
    },
    {
      field: 'intent',
      headerName: name('intent'),
      ...widths.intent,
      valueGetter: (_, row) => i18next.t(`tokens:intents.${row.intent}`),
    },
    !isNarrow && {
      field: 'reach',
      headerName: name('reach'),
      ...widths.reach,
      renderCell: ({ row }) => <Ellipsis text={sayReach(row)} />,
    },
    {
      field: 'expires',
      headerName: name('expires'),
      ...widths.expires,
      renderCell: ({ row }) => <TokenExpiry token={row} />,
    },
    {
      field: 'lastUsed',
      headerName: name('lastUsed'),
      ...widths.lastUsed,
      renderCell: ({ row }) => <Moment at={row.lastUsedAt} never={i18next.t('common:never')} />,
    },
  ]
  return columns.filter((column) => column !== false)
}

const widths = {
  name: { flex: 1.2, minWidth: 140 },
  owner: { flex: 1.3, minWidth: 140 },
  intent: { width: 116 },
  reach: { flex: 1, minWidth: 150 },
  expires: { width: 152 },
  lastUsed: { width: 124 },
}

/** What is left of a value: how it begins for its purpose, and its last characters. */
export function showHint({ intent, hint }: Pick<NamedToken, 'intent' | 'hint'>): string {
  return `${intent === 'api' ? 'dwat' : 'dwap'}_…${hint}`
}

/** What a token may do, short: "3 permissions in 2 places". */
function sayReach({ permissions, namespaces, owner }: NamedToken): string {
  const what = permissions && i18next.t('tokens:reach.permissions', { count: permissions.length })
  const where = namespaces && i18next.t('tokens:reach.namespaces', { count: namespaces.length })
  const all = owner.kind === 'user' ? 'tokens:reach.allOfUser' : 'tokens:reach.all'
  return [what ?? i18next.t(all), where].filter(Boolean).join(', ')
}

/** When a token ends, or what became of it. */
export function TokenExpiry({ token }: { token: NamedToken }) {
  if (token.state === 'awaiting_reveal') {
    return (
      <Chip
        color="warning"
        icon={<AutorenewRounded />}
        label={i18next.t('tokens:states.awaiting_reveal')}
      />
    )
  }
  if (token.expiresAt === null) return <span>{i18next.t('common:never')}</span>
  return <ExpiryLabel at={token.expiresAt} />
}

function TwoLines(props: { first: string; second: string; isCode?: boolean }) {
  return (
    <Box sx={{ minWidth: 0, lineHeight: 1.45 }}>
      <Box sx={{ ...ellipsis, fontWeight: 500 }} title={props.first}>
        {props.first}
      </Box>
      <Box
        component={props.isCode ? 'code' : 'div'}
        sx={{ ...ellipsis, display: 'block', color: 'text.secondary', fontSize: '0.75rem' }}
      >
        {props.second}
      </Box>
    </Box>
  )
}

function Ellipsis({ text }: { text: string }) {
  return (
    <Box sx={ellipsis} title={text}>
      {text}
    </Box>
  )
}

const ellipsis = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }
