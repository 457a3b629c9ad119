import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DoorwardClient } from '#contract/contract.ts'
import type { TrustTrace } from '#contract/trust.ts'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { TextInput } from '#renderer/components/text-input.tsx'
import { useServices } from '#renderer/lib/services.tsx'
import { useAction } from '#renderer/lib/use-action.ts'
import { readPasted } from './read-pasted.ts'
import { TraceView } from './trace-view.tsx'

type Drafts = NonNullable<Parameters<DoorwardClient['trust']['evaluate']>[0]['policies']>

export interface TesterDialogProps {
  readonly account: string
  /** Drafts that are tried in the place of the account's policies. */
  readonly policies?: Drafts
  readonly onClose: () => void
}

/** Tries a token or claims; what is pasted lives in the field alone and goes with the dialog. */
export function TesterDialog({ account, policies, onClose }: TesterDialogProps) {
  const { t } = useTranslation(['trust', 'common'])
  const { client } = useServices()
  const action = useAction()
  const titleId = useId()
  const [text, setText] = useState('')
  const [error, setError] = useState<string>()
  const [trace, setTrace] = useState<TrustTrace>()
  const test = (event: FormEvent) => {
    event.preventDefault()
    event.stopPropagation()
    const pasted = readPasted(text)
    setTrace(undefined)
    setError(pasted.error)
    if (pasted.error !== undefined) return
    const question = { account, ...(policies && { policies }), ...pasted.input }
    void action.run(async () => setTrace(await client.trust.evaluate(question)))
  }

  return (
    <Dialog open fullWidth maxWidth="md" aria-labelledby={titleId} onClose={onClose}>
      <form noValidate onSubmit={test}>
        <DialogTitle id={titleId}>
          {t(policies ? 'tester.testPolicy' : 'tester.testToken')}
        </DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 2, pt: '12px !important' }}>
          <TextInput
            label={t('tester.pasted')}
            error={error}
            hint={t('tester.hint')}
            input={{
              value: text,
              onChange: (event) => setText(event.target.value),
              multiline: true,
              minRows: 4,
              maxRows: 8,
              autoFocus: true,
              placeholder: t('tester.example'),
              inputProps: { spellCheck: false, autoComplete: 'off' },
            }}
          />
          <Box role="status" aria-label={t('tester.verdict')}>
            {trace && <TraceView trace={trace} />}
          </Box>
          {action.problem && (
            <ProblemAlert problem={action.problem} fields={action.problem.fields} />
          )}
        </DialogContent>
        <DialogActions>
          <Button color="inherit" variant="outlined" onClick={onClose}>
            {t('common:close')}
          </Button>
          <Button type="submit" variant="contained" disabled={action.busy}>
            {t('tester.test')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
