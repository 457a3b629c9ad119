import { currentLocale } from '#renderer/lib/language.ts'

const units = [
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3600 },
  { unit: 'minute', seconds: 60 },
  { unit: 'second', seconds: 1 },
] as const

/** A length of time in the largest unit of which there are two, or that it is a multiple of: "90 minutes". */
export function formatSpan(seconds: number): string {
  const size = Math.max(0, Math.round(seconds))
  const { unit, seconds: length } =
    units.find(({ seconds: one }) => size >= 2 * one || (size > 0 && size % one === 0)) ?? units[3]
  const count = Math.round(size / length)
  const format = { style: 'unit', unit, unitDisplay: 'long' } as const
  return new Intl.NumberFormat(currentLocale(), format).format(count)
}
