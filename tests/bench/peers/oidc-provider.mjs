import { createRemoteJWKSet, jwtVerify } from 'jose'
import { asked, CLIENT, generateSigningKey, RESOURCE, serve } from './peer.mjs'

// oidc-provider 9 needs a function that Node 20 lacks, already while it loads.
URL.parse ??= (text, base) => (URL.canParse(text, base) ? new URL(text, base) : null)
const { default: Provider } = await import('oidc-provider')

const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange'
const resourceServer = {
  scope: '',
  audience: RESOURCE,
  accessTokenTTL: 300,
  accessTokenFormat: 'jwt',
  jwt: { sign: { alg: asked.algorithm } },
}

serve((url) => {
  const provider = new Provider(url, {
    jwks: { keys: [generateSigningKey().privateJwk] },
    clients: [
      aClient(CLIENT.id, 'client_credentials', 'client_secret_post'),
      aClient('exchanger', TOKEN_EXCHANGE, 'none'),
    ],
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      introspection: { enabled: true },
      resourceIndicators: { enabled: true, getResourceServerInfo: () => resourceServer },
    },
    extraParams: [],
    ttl: { ClientCredentials: 300 },
  })
  if (asked.issuer) addTokenExchange(provider)
  return provider.callback()
})

function aClient(id, grantType, method) {
  return {
    client_id: id,
    ...(method === 'none' ? {} : { client_secret: CLIENT.secret }),
    token_endpoint_auth_method: method,
    grant_types: [grantType],
    redirect_uris: [],
    response_types: [],
    id_token_signed_response_alg: asked.algorithm,
  }
}

/** Token exchange as the package's documentation adds a grant of one's own. */
function addTokenExchange(provider) {
  const keys = createRemoteJWKSet(new URL(`${asked.issuer}/jwks`))
  async function exchange(ctx) {
    const { client, params } = ctx.oidc
    await jwtVerify(params.subject_token, keys, { issuer: asked.issuer, audience: asked.audience })
    const token = new provider.ClientCredentials({ client })
    token.resourceServer = new provider.ResourceServer(RESOURCE, resourceServer)
    ctx.body = {
      access_token: await token.save(),
      issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      token_type: token.tokenType,
      expires_in: token.expiration,
    }
  }
  provider.registerGrantType(TOKEN_EXCHANGE, exchange, ['subject_token', 'subject_token_type'])
}
