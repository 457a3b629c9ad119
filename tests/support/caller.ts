import type { HeadlessProcess } from './headless-process.ts'
import { createHoldings, type Form, type Holding, type Holdings } from './holding.ts'
import type { HttpAnswer } from './http-answer.ts'
import type { PastedIssuer } from './pasted-issuer.ts'
import type { Random } from './random.ts'

const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange'
const ID_TOKEN = 'urn:ietf:params:oauth:token-type:id_token'
const MOST_ACCOUNTS = 8

/** Where outside tokens come from, and the account that trusts them. */
export interface Pipeline {
  readonly issuer: PastedIssuer
  readonly account: string
}

/** What the callers know of what is done to the server. */
export interface World {
  isClockWrong: boolean
  /** How often a caller that comes to it rotates the signing keys; each is kept for a day. */
  readonly rotations: number
}

/** Finds out whether a change happened that nobody answered for, and takes it into the holdings. */
export type Settle = (server: HeadlessProcess) => Promise<void>

type Step = (server: HeadlessProcess) => Promise<unknown>

/**
 * Calls the server, one request after the other, and remembers what was acknowledged. It owns its
 * accounts alone, so at most one of its requests is in doubt when the server goes.
 */
export class Caller {
  readonly name: string
  readonly holdings: Holdings = createHoldings()
  readonly counts = { requests: 0, changes: 0, refused: 0, interrupted: 0 }
  readonly #random: Random
  readonly #pipeline: Pipeline
  readonly #world: World
  #count = 0
  #settle: Settle | undefined

  constructor(name: string, random: Random, pipeline: Pipeline, world: World) {
    this.name = name
    this.#random = random
    this.#pipeline = pipeline
    this.#world = world
  }

  /** Goes on until it is told to stop or the server is gone; `pace` waits between two requests. */
  async run(
    server: HeadlessProcess,
    isOver: () => boolean,
    pace?: () => Promise<void>,
  ): Promise<void> {
    while (!isOver() && this.#settle === undefined) {
      await this.#choose()(server)
      this.counts.requests += 1
      await pace?.()
    }
  }

  /** Asks the server what came of the request that was in doubt. */
  async settle(server: HeadlessProcess): Promise<void> {
    const settle = this.#settle
    this.#settle = undefined
    await settle?.(server)
  }

  #choose(): Step {
    const { accounts } = this.holdings
    if (accounts.size < 2 || (accounts.size < MOST_ACCOUNTS && this.#random.chance(0.25))) {
      return (server) => this.#create(server)
    }
    const held = this.#random.pick([...accounts.values()])
    return this.#random.pick<Step>([
      (server) => this.#describe(server, held),
      (server) => this.#describe(server, held),
      (server) => this.#switch(server, held),
      (server) => this.#reset(server, held),
      (server) => this.#addSecret(server, held),
      (server) => this.#createToken(server, held),
      (server) => this.#deleteToken(server, held),
      (server) => this.#issue(server, held),
      (server) => this.#issue(server, held),
      (server) => this.#revoke(server, held),
      (server) => this.#exchange(server),
      (server) => this.#exchange(server),
      (server) => this.#rotateKeys(server),
      (server) => this.#delete(server, held),
    ])
  }

  async #create(server: HeadlessProcess): Promise<void> {
    this.#count += 1
    const name = `${this.name}-${this.#count}`
    const description = `made as ${this.#count}`
    const input = { name, description, clientCredentials: { enabled: true } }
    const add = (body: { id: string; path: string }, live: string[]) => {
      const { id, path } = body
      const known = { id, path, description, disabled: false, live, dead: [], deadTokens: [] }
      this.holdings.accounts.set(path, { ...known, tokens: new Map() })
    }
    const answer = await this.#change(
      () => server.api('POST', '/service-accounts', input),
      async (again) => {
        const { status, body } = await again.api('GET', `/service-accounts/${name}`)
        if (status !== 404) add(body, [])
      },
    )
    if (!answer) return
    add(answer.body, [answer.body.clientCredentials.clientSecret])
    this.#tell('serviceAccounts.create', answer.body.id)
  }

  async #describe(server: HeadlessProcess, held: Holding): Promise<void> {
    const path = `/service-accounts/${held.path}`
    const description = `described ${this.#random.below(1_000_000)}`
    const { status, body } = await this.#read(() => server.api('GET', path))
    if (status === 0) return
    expectSame(held, body)
    const { version } = body
    const answer = await this.#change(
      () => server.api('PATCH', path, { description, version }),
      async (again) => {
        const now = (await again.api('GET', path)).body.description
        if (now === description) held.description = description
      },
    )
    if (!answer) return
    held.description = description
    this.#tell('serviceAccounts.update', held.id)
  }

  async #switch(server: HeadlessProcess, held: Holding): Promise<void> {
    const verb = held.disabled ? 'enable' : 'disable'
    const path = `/service-accounts/${held.path}`
    const answer = await this.#change(
      () => server.api('POST', `${path}/${verb}`),
      async (again) => {
        held.disabled = (await again.api('GET', path)).body.disabled
      },
    )
    if (!answer) return
    held.disabled = !held.disabled
    this.#tell(`serviceAccounts.${verb}`, held.id)
  }

  async #reset(server: HeadlessProcess, held: Holding): Promise<void> {
    if (held.disabled) return
    const path = `/service-accounts/${held.path}/client-credentials/reset`
    const kill = (live: string[]) => {
      held.dead.push(...held.live)
      held.live = live
    }
    const answer = await this.#change(
      () => server.api('POST', path, {}),
      async (again) => {
        if (held.live[0] === undefined) return
        const { status } = await again.token(toForm(held.id, held.live[0]))
        if (status === 401) kill([])
      },
    )
    if (!answer) return
    kill([answer.body.clientSecret])
    this.#tell('clientCredentials.reset', held.id)
  }

  async #addSecret(server: HeadlessProcess, held: Holding): Promise<void> {
    // Two may live, and one that nobody was told of may be among them.
    if (held.live.length !== 1) return
    const path = `/service-accounts/${held.path}/client-credentials/rotate`
    const answer = await this.#change(
      () => server.api('POST', path, { overlap: 'P7D' }),
      async () => undefined,
      ['limit_reached'],
    )
    if (!answer) return
    held.live.push(answer.body.clientSecret)
    this.#tell('clientCredentials.rotate', held.id)
  }

  async #createToken(server: HeadlessProcess, held: Holding): Promise<void> {
    if (held.tokens.size >= 3) return
    this.#count += 1
    const input = { name: `token-${this.#count}`, account: held.path, intent: 'api' }
    const answer = await this.#change(
      () => server.api('POST', '/tokens', { ...input, expiresAt: null }),
      async () => undefined,
    )
    if (!answer) return
    held.tokens.set(answer.body.token.id, answer.body.value)
    this.#tell('tokens.create', answer.body.token.id)
  }

  async #deleteToken(server: HeadlessProcess, held: Holding): Promise<void> {
    const [id, value] = [...held.tokens][0] ?? []
    if (id === undefined || value === undefined) return
    const forget = () => {
      held.tokens.delete(id)
      held.deadTokens.push(value)
    }
    const answer = await this.#change(
      () => server.api('DELETE', `/tokens/${id}`),
      async (again) => {
        if ((await again.api('GET', `/tokens/${id}`)).status === 404) forget()
      },
    )
    if (!answer) return
    forget()
    this.#tell('tokens.delete', id)
  }

  async #issue(server: HeadlessProcess, held: Holding): Promise<string | undefined> {
    const secret = held.live.at(-1)
    if (secret === undefined) return undefined
    const { status, text, body } = await this.#read(() => server.token(toForm(held.id, secret)))
    if (status === 0) return undefined
    if (status !== (held.disabled ? 401 : 200)) throw new Error(`a live secret: ${status} ${text}`)
    if (status !== 200) return undefined
    this.#keepIssued(body.access_token)
    return body.access_token
  }

  async #revoke(server: HeadlessProcess, held: Holding): Promise<void> {
    const token = await this.#issue(server, held)
    const secret = held.live.at(-1)
    if (token === undefined || secret === undefined) return
    const answer = await this.#change(
      () => postForm(server, '/oauth/revoke', { ...toForm(held.id, secret), token }),
      async () => undefined,
    )
    // To a clock that is ahead the token has ended by itself already, so nothing is kept of it.
    if (answer && !this.#world.isClockWrong) this.holdings.revoked.push({ token, owner: held.path })
  }

  async #exchange(server: HeadlessProcess): Promise<void> {
    this.#count += 1
    const subject = await this.#pipeline.issuer.sign({ jti: `${this.name}-${this.#count}` })
    const form = {
      grant_type: EXCHANGE,
      subject_token: subject,
      subject_token_type: ID_TOKEN,
      client_id: this.#pipeline.account,
    }
    // While the clock is wrong, the times in the token do not fit; that is right.
    const answer = await this.#change(
      () => server.token(form),
      async () => undefined,
      ['invalid_request'],
    )
    if (!answer) return
    this.holdings.spent.push(form)
    this.#keepIssued(answer.body.access_token)
  }

  async #rotateKeys(server: HeadlessProcess): Promise<void> {
    if (!this.#random.chance(this.#world.rotations)) return
    const immediately = this.#random.chance(0.5)
    await this.#change(
      () => server.api('POST', '/signing-keys/rotate', { immediately }),
      async () => undefined,
    )
  }

  async #delete(server: HeadlessProcess, held: Holding): Promise<void> {
    if (!this.#random.chance(0.4)) return
    const path = `/service-accounts/${held.path}`
    const forget = () => {
      this.holdings.accounts.delete(held.path)
      this.holdings.deleted.push(held.path)
    }
    const answer = await this.#change(
      () => server.api('DELETE', path),
      async (again) => {
        if ((await again.api('GET', path)).status === 404) forget()
      },
    )
    if (!answer) return
    forget()
    this.#tell('serviceAccounts.delete', held.id)
  }

  /** Gives the answer of a change that was acknowledged; a refusal must have changed nothing. */
  async #change(
    send: () => Promise<HttpAnswer>,
    settle: Settle,
    mayBe: readonly string[] = [],
  ): Promise<HttpAnswer | undefined> {
    const answer = await this.#read(send, settle)
    if (answer.status === 0) return undefined
    if (answer.status < 300) {
      this.counts.changes += 1
      return answer
    }
    const code = answer.body?.code ?? answer.body?.error
    if (answer.status !== 503 && !mayBe.includes(code)) {
      throw new Error(`unexpected ${answer.status}: ${answer.text}`)
    }
    // The server says so itself: it could neither store the change nor cut off what it had written.
    if (/only be certain after/.test(answer.text)) this.#settle = settle
    this.counts.refused += 1
    return undefined
  }

  /** Asks; the status is 0 when nobody answered. */
  async #read(
    send: () => Promise<HttpAnswer>,
    settle: Settle = async () => undefined,
  ): Promise<HttpAnswer> {
    try {
      return await send()
    } catch (error) {
      if (!(error instanceof TypeError)) throw error // what fetch throws when nobody answers
      this.#settle = settle
      this.counts.interrupted += 1
      return { status: 0, headers: new Headers(), text: '', body: undefined }
    }
  }

  /** A clock that jumps in the middle of a request makes tokens whose times contradict each other. */
  #keepIssued(token: string): void {
    if (!this.#world.isClockWrong) this.holdings.issued.push(token)
  }

  #tell(action: string, target: string): void {
    this.holdings.told.push({ action, target })
  }
}

export function toForm(clientId: string, clientSecret: string): Form {
  return { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }
}

export async function postForm(
  server: HeadlessProcess,
  path: string,
  form: Form,
): Promise<HttpAnswer> {
  const response = await fetch(server.url + path, {
    method: 'POST',
    body: new URLSearchParams(form),
  })
  const text = await response.text()
  const body = text === '' ? undefined : JSON.parse(text)
  return { status: response.status, headers: response.headers, text, body }
}

function expectSame(held: Holding, body: { description: string; disabled: boolean }): void {
  if (body.description === held.description && body.disabled === held.disabled) return
  throw new Error(`${held.path} is ${JSON.stringify(body)}, not ${JSON.stringify(held)}`)
}
