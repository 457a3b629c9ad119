import type { Attempt, TrustCheck } from '#contract/trust.ts'
import { findReason } from '#renderer/components/trust/find-reason.ts'
import { sayCheck } from '#renderer/components/trust/say-check.ts'
import { sayNearMiss } from '#renderer/components/trust/say-near-miss.ts'
import { sayActual, sayExpected, sayReason } from '#renderer/components/trust/say-reason.ts'
import { i18next } from '#renderer/lib/language.ts'

/** Claims that tell of a person; tickets are read by many. */
const PERSONAL = /mail|user|actor|login|phone|(?:given|family)_?name|picture/i

/** An attempt as Markdown for whoever looks after the pipeline: the reason and what failed, no address, nobody's name. */
export function toTicket(attempt: Attempt): string {
  const { accepted, accountPath, at, correlationId, account } = attempt
  const ticket = (key: 'check' | 'expected' | 'actual') => i18next.t(`attempts:ticket.${key}`)
  const named = accountPath ?? i18next.t('attempts:ticket.someAccount')
  const reason = accepted ? undefined : findReason(attempt, account !== null)
  const said = reason && sayReason(redactReason(reason), new Date(at))
  const failed = listFailed(attempt)

  return [
    `**${i18next.t('attempts:ticket.title', { account: toCode(named) })}**`,
    '',
    ...(said
      ? [said.headline, (reason.check && sayNearMiss(reason.check)) ?? '', said.advice]
      : [i18next.t('trust:accepted')]
    )
      .filter((sentence) => sentence !== '')
      .map(escapeMarkup),
    '',
    `- ${i18next.t('attempts:when')}: ${at}`,
    `- ${i18next.t('attempts:issuer')}: ${toCode(attempt.issuerUrl ?? '—')}`,
    `- ${i18next.t('common:correlationId')}: ${toCode(correlationId)}`,
    ...(failed.length === 0
      ? []
      : [
          '',
          `| ${ticket('check')} | ${ticket('expected')} | ${ticket('actual')} |`,
          '| --- | --- | --- |',
          ...failed.map(toRow),
        ]),
    '',
  ].join('\n')
}

function listFailed({ checks, policies }: Attempt): readonly TrustCheck[] {
  return [...checks, ...policies.flatMap((policy) => policy.checks)].filter(
    ({ ok }) => ok === false,
  )
}

function toRow(check: TrustCheck): string {
  const shown = redact(check)
  const cells = [shown.claim ?? sayCheck(shown), sayExpected(shown), sayActual(shown)]
  return `| ${cells.map(toCode).join(' | ')} |`
}

function redactReason<Reason extends { readonly check?: TrustCheck }>(reason: Reason): Reason {
  return reason.check ? { ...reason, check: redact(reason.check) } : reason
}

function redact(check: TrustCheck): TrustCheck {
  if (!PERSONAL.test(check.claim ?? '')) return check
  const leftOut = i18next.t('attempts:ticket.leftOut')
  return { ...check, expected: leftOut, actual: leftOut }
}

// What a stranger wrote into a token must not become markup.

function escapeMarkup(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>!|#~]/g, '\\$&')
}

function toCode(text: string): string {
  const plain = text.replaceAll('`', "'").replaceAll('|', '\\|').replaceAll(/\s+/g, ' ')
  return `\`${plain}\``
}
