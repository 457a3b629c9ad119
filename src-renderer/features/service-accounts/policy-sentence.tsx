import Box from '@mui/material/Box'
import { Fragment, type ReactNode } from 'react'
import type { ClaimRow } from './claim-row.ts'

export interface PolicySentenceProps {
  readonly issuer: string
  readonly audience: string
  readonly claims: readonly ClaimRow[]
  readonly account: string
}

/** Says in one plain sentence who may act as the account. */
export function PolicySentence({ issuer, audience, claims, account }: PolicySentenceProps) {
  const bound = claims.filter(({ claim }) => claim !== '')

  return (
    <Box component="p" sx={{ m: 0, fontSize: '0.8125rem', overflowWrap: 'anywhere' }}>
      Any token of <Part text={issuer} missing="an issuer" /> for audience{' '}
      <Part text={audience} missing="an audience" />
      {bound.length === 0 && ' whose claims are not bound yet'}
      {bound.map((row, index) => (
        <Fragment key={row.claim}>
          {index === 0 ? ' whose ' : ' and '}
          <Part text={row.claim} /> {row.kind === 'rule' ? 'meets' : 'is'}{' '}
          <Part text={row.value} missing="…" />
          {row.kind === 'number' && <Kind>number</Kind>}
          {row.kind === 'boolean' && <Kind>true/false</Kind>}
        </Fragment>
      ))}{' '}
      may act as <Part text={account} />.
    </Box>
  )
}

function Part({ text, missing = '…' }: { text: string; missing?: string }) {
  if (text.trim() === '') {
    return (
      <Box component="span" sx={{ color: 'text.secondary', fontStyle: 'italic' }}>
        {missing}
      </Box>
    )
  }
  return (
    <Box component="strong" sx={{ fontWeight: 600 }}>
      {text}
    </Box>
  )
}

function Kind({ children }: { children: ReactNode }) {
  return (
    <Box component="span" sx={{ color: 'text.secondary' }}>
      {' '}
      ({children})
    </Box>
  )
}
