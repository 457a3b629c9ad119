import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { IssuedToken, NamedToken } from '#contract/tokens.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { DeleteTokenDialog } from './delete-token-dialog.tsx'
import { IssuedTokenDialog } from './issued-token-dialog.tsx'
import { ReplaceValueDialog } from './replace-value-dialog.tsx'
import { TokenDetails } from './token-details.tsx'

type Step =
  | { readonly kind: 'details' | 'rotate' | 'reveal' | 'delete' }
  | { readonly kind: 'issued'; readonly issued: IssuedToken }

/** One token, redacted, and what can be done with it; a new value lives in this dialog only. */
export function TokenDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('tokens')
  const { queries } = useServices()
  const [step, setStep] = useState<Step>({ kind: 'details' })
  const token = useQuery(
    queries.tokens.get.queryOptions({ input: { token: id }, enabled: step.kind === 'details' }),
  )
  const back = () => setStep({ kind: 'details' })

  if (step.kind === 'issued') return <IssuedTokenDialog issued={step.issued} onClose={onClose} />
  if (step.kind === 'details' || !token.data) {
    return (
      <TokenDetails
        title={token.data ? t('details.title', { name: token.data.name }) : t('title')}
        token={token}
        onStep={(kind) => setStep({ kind })}
        onClose={onClose}
      />
    )
  }
  return <TokenStep kind={step.kind} token={token.data} {...{ back, onClose, setStep }} />
}

interface TokenStepProps {
  readonly kind: 'rotate' | 'reveal' | 'delete'
  readonly token: NamedToken
  readonly back: () => void
  readonly onClose: () => void
  readonly setStep: (step: Step) => void
}

function TokenStep({ kind, token, back, onClose, setStep }: TokenStepProps) {
  if (kind === 'delete') {
    return <DeleteTokenDialog token={token} onDeleted={onClose} onClose={back} />
  }
  return (
    <ReplaceValueDialog
      token={token}
      how={kind}
      onIssued={(issued) => setStep({ kind: 'issued', issued })}
      onClose={back}
    />
  )
}
