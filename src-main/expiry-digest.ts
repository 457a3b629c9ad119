/** The secret of an account, by when it ends. */
export interface SecretEnd {
  readonly account: string
  readonly expiresAt: number
}

export interface Notice {
  readonly title: string
  readonly body: string
  /** Where a click on it leads. */
  readonly place: string
}

const SOON_DAYS = 14
const DAY = 86_400_000
const NAMED = 3

/** Puts all secrets that end soon into one notice, the most urgent first; undefined when none does. */
export function toExpiryDigest(secrets: readonly SecretEnd[], now: number): Notice | undefined {
  const soon = secrets
    .filter(({ expiresAt }) => expiresAt > now && expiresAt <= now + SOON_DAYS * DAY)
    .sort((one, other) => one.expiresAt - other.expiresAt)
  const [first] = soon
  if (!first) return undefined

  const named = soon.slice(0, NAMED).map((secret) => describe(secret, now))
  const more = soon.length > NAMED ? [`and ${soon.length - NAMED} more`] : []
  return {
    title:
      soon.length === 1
        ? 'A client secret expires soon'
        : `${soon.length} client secrets expire soon`,
    body: [...named, ...more].join('\n'),
    place: soon.length === 1 ? `/service-accounts/${first.account}` : '/service-accounts',
  }
}

/** Decides whether the digest is due: once a local day, and not in the night. */
export function isDigestDue(lastDay: string | undefined, now: Date): boolean {
  return toLocalDay(now) !== lastDay && now.getHours() >= 8
}

/** Writes the day as it is where the machine stands. */
export function toLocalDay(now: Date): string {
  const two = (number: number) => String(number).padStart(2, '0')
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}

function describe({ account, expiresAt }: SecretEnd, now: number): string {
  const days = Math.floor((expiresAt - now) / DAY)
  if (days === 0) return `${account} within a day`
  return `${account} in ${days} ${days === 1 ? 'day' : 'days'}`
}
