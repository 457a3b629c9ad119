import type { HttpAnswer } from './http-answer.ts'
import type { TestServer } from './start-test-server.ts'

/** So much of the beginning or end of a secret that nothing else looks like it by chance. */
const NEEDLE_LENGTH = 24

interface KeptSecret {
  readonly what: string
  readonly spellings: readonly string[]
  /** The answer that hands the secret out. */
  readonly from: HttpAnswer | undefined
}

interface Heard {
  readonly call: string
  readonly answer: HttpAnswer
}

/** Keeps every secret that a test uses and every answer it gets, to search for the one in the other. */
export class SecretLedger {
  readonly #secrets: KeptSecret[] = []
  readonly #answers: Heard[] = []

  /** How many of each kind are kept. */
  get kinds(): Readonly<Record<string, number>> {
    const kinds: Record<string, number> = {}
    for (const { what } of this.#secrets) kinds[what] = (kinds[what] ?? 0) + 1
    return kinds
  }

  get statuses(): ReadonlySet<number> {
    return new Set(this.#answers.map(({ answer }) => answer.status))
  }

  /** Keeps a secret, and the answer that it came by, where it came by one; gives it back. */
  keep(what: string, secret: string, from?: HttpAnswer): string {
    const random = findRandomPart(secret)
    if (random.length < NEEDLE_LENGTH) throw new Error(`This ${what} is too short to be searched.`)
    const needles = [random.slice(0, NEEDLE_LENGTH), random.slice(-NEEDLE_LENGTH)]
    this.#secrets.push({ what, spellings: needles.flatMap(listSpellings), from })
    return secret
  }

  /** Keeps an answer, and the access token in it. */
  hear(call: string, answer: HttpAnswer): HttpAnswer {
    this.#answers.push({ call, answer })
    const { body } = answer
    const token = body?.access_token ?? body?.token ?? body?.data?.attributes?.token
    if (typeof token === 'string') this.keep('access token', token, answer)
    return answer
  }

  /** Gives a server each of whose answers is kept. */
  listenTo(server: TestServer): TestServer {
    return {
      ...server,
      api: async (method, path, ...more) =>
        this.hear(`${method} ${path}`, await server.api(method, path, ...more)),
      token: async (...form) => this.hear('token', await server.token(...form)),
      get: async (path, ...more) => this.hear(`GET ${path}`, await server.get(path, ...more)),
    }
  }

  /** Names the kinds of secrets that occur in a text. */
  findIn(text: string): readonly string[] {
    return this.#secrets.flatMap(({ what, spellings }) =>
      spellings.some((spelling) => text.includes(spelling)) ? [what] : [],
    )
  }

  /** Names the calls whose answers repeat a secret that they do not hand out. */
  findRepeated(): readonly string[] {
    return this.#answers.flatMap(({ call, answer }) => {
      const text = JSON.stringify([answer.text, ...answer.headers])
      return this.#secrets
        .filter(({ from }) => from !== answer)
        .filter(({ spellings }) => spellings.some((spelling) => text.includes(spelling)))
        .map(({ what }) => `${call}: ${what}`)
    })
  }
}

/** What nobody could know: the signature of a JWT, the random body of a secret of ours, else all. */
function findRandomPart(secret: string): string {
  const isJwt = /^[\w-]+\.[\w-]+\.[\w-]+$/.test(secret)
  const isOurs = /^dw(?:cs|at|ap|sl)_/.test(secret)
  const start = isJwt ? secret.lastIndexOf('.') + 1 : isOurs ? secret.lastIndexOf('_') + 1 : 0
  return secret.slice(start)
}

/** In clear, in hex, and within anything that was written as base64, wherever it begins there. */
function listSpellings(needle: string): readonly string[] {
  const encodings = ['base64', 'base64url'] as const
  const encoded = encodings.flatMap((encoding) =>
    [0, 1, 2].map((before) => {
      const text = Buffer.from(`${'x'.repeat(before)}${needle}`).toString(encoding)
      const [start, end] = [before * 8, (before + needle.length) * 8]
      return text.slice(Math.ceil(start / 6), Math.floor(end / 6))
    }),
  )
  return [needle, Buffer.from(needle).toString('hex'), ...encoded]
}
