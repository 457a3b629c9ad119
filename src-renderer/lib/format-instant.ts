import { currentLocale, i18next } from './language.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** An exact instant with its weekday and zone: "Thu 18 Feb 2027, 23:59 CET". */
export function formatInstant(instant: Date, timeZone?: string): string {
  const parts = new Intl.DateTimeFormat(currentLocale(), {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
    ...(timeZone ? { timeZone } : {}),
  }).formatToParts(instant)
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    parts.find((candidate) => candidate.type === type)?.value ?? ''

  // Set by us: what stands between the parts differs from one version of a browser to the next.
  return i18next.t('common:instant', {
    weekday: part('weekday'),
    day: part('day'),
    month: part('month'),
    year: part('year'),
    hour: part('hour'),
    minute: part('minute'),
    zone: part('timeZoneName'),
  })
}

/** The distance in the largest unit that fits: "in 29 days", "3 hours ago", "just now". */
export function formatRelative(instant: Date, now: Date): string {
  const distance = instant.getTime() - now.getTime()
  const size = Math.abs(distance)
  if (size < MINUTE) return i18next.t('common:justNow')

  const [amount, unit] = measure(size)
  const format = new Intl.RelativeTimeFormat(currentLocale(), { numeric: 'always' })
  return format.format(Math.sign(distance) * amount, unit)
}

/** An instant with its distance: "Thu 18 Feb 2027, 23:59 CET (in 90 days)". */
export function formatBoth(instant: Date, now: Date): string {
  return `${formatInstant(instant)} (${formatRelative(instant, now)})`
}

/** Rounded, so that a preset of 90 days, cut to the minute, still reads "in 90 days". */
function measure(size: number): [number, 'minute' | 'hour' | 'day'] {
  const minutes = Math.round(size / MINUTE)
  if (minutes < 60) return [minutes, 'minute']

  const hours = Math.round(size / HOUR)
  return hours < 48 ? [hours, 'hour'] : [Math.round(size / DAY), 'day']
}
