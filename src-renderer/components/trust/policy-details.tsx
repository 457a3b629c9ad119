import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useFormContext, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { GuidedPolicy } from '#contract/guided-setup.ts'
import { Disclosure } from '#renderer/components/disclosure.tsx'
import { Facts } from '#renderer/components/facts.tsx'
import { emptyClaimRow, toClaimRow } from './claim-row.ts'
import { ClaimsTable } from './claims-table.tsx'
import { PolicyFields } from './policy-fields.tsx'
import { type PolicyForm, toWrittenFields } from './policy-form.ts'

export interface PolicyDetailsProps {
  readonly guided: GuidedPolicy | undefined
  readonly isSaved: boolean
}

/** What the answers come to, or the same written by hand. */
export function PolicyDetails({ guided, isSaved }: PolicyDetailsProps) {
  const { t } = useTranslation('trust')
  const { control, setValue, getValues, reset } = useFormContext<PolicyForm>()
  const byHand = useWatch({ control, name: 'byHand' })
  const write = () => {
    const start = guided?.policy ?? { issuer: '', audience: '', boundClaims: {} }
    const fields = toWrittenFields(start)
    const claims = fields.claims.length > 0 ? fields.claims : [emptyClaimRow]
    reset({ ...getValues(), ...fields, claims }, { keepDefaultValues: true })
  }

  if (byHand) {
    return (
      <Box sx={{ display: 'grid', gap: 2 }}>
        <PolicyFields isSaved={isSaved} />
        {!isSaved && (
          <Button
            size="small"
            color="inherit"
            sx={{ width: 'fit-content', ml: -1 }}
            onClick={() => setValue('byHand', false)}
          >
            {t('builder.useQuestions')}
          </Button>
        )}
      </Box>
    )
  }
  return (
    <Disclosure title={t('builder.inDetail')}>
      {guided ? (
        <Box sx={{ display: 'grid', gap: 1 }}>
          <Facts
            facts={[
              { term: t('builder.issuer'), value: <code>{guided.policy.issuer}</code> },
              { term: t('builder.audience'), value: <code>{guided.policy.audience}</code> },
            ]}
          />
          <ClaimsTable rows={Object.entries(guided.policy.boundClaims).map(toClaimRow)} />
        </Box>
      ) : (
        <Typography variant="body2" color="textSecondary">
          {t('builder.notComplete')}
        </Typography>
      )}
      <Button variant="outlined" color="inherit" size="small" sx={{ mt: 1.5 }} onClick={write}>
        {t('builder.changeByHand')}
      </Button>
    </Disclosure>
  )
}
