import fc from 'fast-check'
import { hostileText, hostileValue, toObject } from './hostile.ts'

/** As much of JSON Schema as the API's document uses. */
export interface JsonSchema {
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | JsonSchema
  readonly propertyNames?: JsonSchema
  readonly items?: JsonSchema
  readonly minItems?: number
  readonly maxItems?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly pattern?: string
  readonly format?: string
  readonly examples?: readonly unknown[]
}

/** Gives values for a field by its name, where they are better than what its schema says. */
export type ByName = (name: string) => fc.Arbitrary<unknown> | undefined

/** Makes values that fit a schema. */
export function toArbitrary(schema: JsonSchema, byName: ByName): fc.Arbitrary<unknown> {
  const fitting = toFitting(schema, byName)
  const { examples = [] } = schema
  return examples.length === 0 ? fitting : fc.oneof(fitting, fc.constantFrom(...examples))
}

function toFitting(schema: JsonSchema, byName: ByName): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return fc.oneof(...choices.map((choice) => toArbitrary(choice, byName)))
  const [type, ...others] = [schema.type ?? 'any'].flat()
  if (others.length > 0)
    return fc.oneof(
      ...[type, ...others].map((each) => toArbitrary({ ...schema, type: String(each) }, byName)),
    )
  switch (type) {
    case 'string':
      return toText(schema)
    case 'integer':
    case 'number':
      return toNumber(schema)
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array':
      return fc.array(toArbitrary(schema.items ?? {}, byName), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 3, 3 + (schema.minItems ?? 0)),
      })
    case 'object':
      return toRecord(schema, byName)
    default:
      return hostileValue
  }
}

function toText({ format, pattern, minLength = 0, maxLength = 30 }: JsonSchema) {
  if (format === 'date-time') {
    return fc
      .date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString())
  }
  if (format === 'email') return fc.nat(5).map((number) => `person-${number}@acme.example`)
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern), { maxLength: 12 })
  return fc.string({ minLength, maxLength: Math.max(minLength, Math.min(maxLength, 30)) })
}

function toNumber({ type, minimum = -1000, maximum = 100_000 }: JsonSchema) {
  const range = { min: minimum, max: Math.max(minimum, maximum) }
  return type === 'number' ? fc.double({ ...range, noNaN: true }) : fc.integer(range)
}

function toRecord(
  { properties = {}, required = [], additionalProperties, propertyNames = {} }: JsonSchema,
  byName: ByName,
): fc.Arbitrary<unknown> {
  const known = Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [
      name,
      byName(name) ?? toArbitrary(schema, byName),
    ]),
  )
  const fields = fc.record(known, { requiredKeys: required.filter((name) => name in known) })
  if (typeof additionalProperties !== 'object') return fields
  const more = fc.array(
    fc.tuple(
      toText({ ...propertyNames, maxLength: 20 }),
      toArbitrary(additionalProperties, byName),
    ),
    { maxLength: 4 },
  )
  return fc
    .tuple(fields, more)
    .map(([fixed, free]) => toObject([...Object.entries(fixed), ...free]))
}

/** Changes one place of a value, so that it nearly fits. */
export function spoil(value: unknown): fc.Arbitrary<unknown> {
  const places = listPlaces(value)
  return fc
    .tuple(
      fc.constantFrom(...places),
      fc.constantFrom('replace', 'remove', 'add', 'wrap'),
      hostileText,
      hostileValue,
    )
    .map(([place, how, name, other]) => change(value, place, { how, name, other }))
}

type Place = readonly string[]

function listPlaces(value: unknown, at: Place = []): readonly Place[] {
  if (typeof value !== 'object' || value === null) return [at]
  const below = Object.entries(value).flatMap(([name, each]) => listPlaces(each, [...at, name]))
  return [at, ...below]
}

interface Change {
  readonly how: string
  readonly name: string
  readonly other: unknown
}

function change(value: unknown, [name, ...rest]: Place, how: Change): unknown {
  if (name === undefined) return changeHere(value, how)
  if (Array.isArray(value))
    return value.map((each, at) => (String(at) === name ? change(each, rest, how) : each))
  const isRemoved = how.how === 'remove' && rest.length === 0
  const entries = Object.entries(Object(value)).filter(([each]) => !isRemoved || each !== name)
  return toObject(
    entries.map(([each, old]) => [each, each === name ? change(old, rest, how) : old]),
  )
}

function changeHere(value: unknown, { how, name, other }: Change): unknown {
  if (how === 'wrap') return [value]
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  return how === 'add' && isObject ? toObject([...Object.entries(value), [name, other]]) : other
}
