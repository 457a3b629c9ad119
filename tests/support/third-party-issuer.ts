import { createHash, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'

export interface IdTokenRequest {
  readonly audience: string
  /** Claims besides those that every id token has. */
  readonly claims?: Readonly<Record<string, unknown>>
}

export interface ThirdPartyIssuer {
  readonly url: string
  /** The paths that were asked for, in order. */
  readonly requests: readonly string[]
  /** Gets an id token by the authorization code flow, made and signed by the provider alone. */
  issueIdToken(request: IdTokenRequest): Promise<string>
  /** Signs claims with the provider's own key, for tokens that it would never issue itself. */
  sign(claims: Readonly<Record<string, unknown>>): Promise<string>
  close(): Promise<void>
}

export const OUR_AUDIENCE = 'https://doorward.acme.example'
const AUDIENCES = [OUR_AUDIENCE, 'https://somebody-else.example']
const CLAIMS = ['project_id', 'ref', 'ref_type', 'ref_protected', 'groups', 'level']
const REDIRECT_URI = 'http://127.0.0.1/callback'
const LIFETIME_SECONDS = 600

/** Starts a genuine OpenID provider of another make, on a loopback address. */
export async function startThirdPartyIssuer(): Promise<ThirdPartyIssuer> {
  const requests: string[] = []
  let answer = (_req: IncomingMessage, res: ServerResponse): void => void res.end()
  const server = createServer((req, res) => {
    requests.push(req.url ?? '')
    answer(req, res)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // Safe: a server that listens on a host and port has an address of this kind.
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`

  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  const kid = 'third-party-key'
  const jwk = { ...(await exportJWK(privateKey)), kid, alg: 'RS256', use: 'sig' }
  const claimsOf = new Map<string, object>()
  answer = await createProvider(url, jwk, claimsOf)

  return {
    url,
    requests,
    async issueIdToken({ audience, claims = {} }) {
      const subject = `subject-${claimsOf.size + 1}`
      claimsOf.set(subject, claims)
      return signIn(url, audience, subject)
    },
    sign: (claims) =>
      new SignJWT({ ...claims }).setProtectedHeader({ alg: 'RS256', kid }).sign(privateKey),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function createProvider(
  url: string,
  jwk: object,
  claimsOf: ReadonlyMap<string, object>,
): Promise<(req: IncomingMessage, res: ServerResponse) => void> {
  // It needs a function that Node 20 lacks, already while it loads.
  if (!('parse' in URL)) {
    const parse = (text: string, base?: string) =>
      URL.canParse(text, base) ? new URL(text, base) : null
    Object.assign(URL, { parse })
  }
  const { default: Provider } = await import('oidc-provider')
  const provider = new Provider(url, {
    jwks: { keys: [jwk] },
    clients: AUDIENCES.map((audience) => ({
      client_id: audience,
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      redirect_uris: [REDIRECT_URI],
    })),
    claims: { openid: ['sub', ...CLAIMS] },
    conformIdTokenClaims: false,
    cookies: { keys: ['only for tests'] },
    ttl: {
      IdToken: LIFETIME_SECONDS,
      AccessToken: LIFETIME_SECONDS,
      AuthorizationCode: 60,
      Interaction: 60,
      Session: 60,
      Grant: 60,
    },
    features: { devInteractions: { enabled: true } },
    findAccount: (_ctx: unknown, subject: string) => ({
      accountId: subject,
      claims: () => ({ ...claimsOf.get(subject), sub: subject }),
    }),
  })
  return provider.callback()
}

/** Walks through the login and consent pages as a browser would, then redeems the code. */
async function signIn(url: string, audience: string, subject: string): Promise<string> {
  const verifier = randomBytes(32).toString('base64url')
  const query = new URLSearchParams({
    client_id: audience,
    response_type: 'code',
    redirect_uri: REDIRECT_URI,
    scope: 'openid',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  })
  const visit = createBrowser(url)
  let page = await visit(`${url}/auth?${query}`)
  for (let step = 0; step < 5 && !page.url.startsWith(REDIRECT_URI); step += 1) {
    const action = /action="([^"]+)"/.exec(page.text)?.[1]
    const prompt = /name="prompt" value="(\w+)"/.exec(page.text)?.[1]
    if (!action || !prompt) throw new Error(`An unexpected page of the provider: ${page.text}`)
    page = await visit(action, new URLSearchParams({ prompt, login: subject, password: 'any' }))
  }
  const code = new URL(page.url).searchParams.get('code') ?? ''
  const answer = await fetch(`${url}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: audience,
      code,
      redirect_uri: REDIRECT_URI,
      code_verifier: verifier,
    }),
  })
  const { id_token: idToken } = (await answer.json()) as { id_token?: string }
  if (idToken === undefined) throw new Error(`No id token was issued for ${page.url}.`)
  return idToken
}

/** Follows redirects and keeps cookies, until a page comes or the client's own address. */
function createBrowser(url: string) {
  const cookies = new Map<string, string>()
  return async function visit(
    address: string,
    form?: URLSearchParams,
  ): Promise<{ readonly url: string; readonly text: string }> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(new URL(address, url), {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { cookie },
      ...(form ? { body: form } : {}),
    })
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = line.split(';', 1)[0]?.split(/=(.*)/) ?? []
      cookies.set(name, value)
    }
    const location = response.headers.get('location')
    if (location === null) return { url: response.url, text: await response.text() }
    if (location.startsWith(REDIRECT_URI)) return { url: location, text: '' }
    return visit(location)
  }
}
