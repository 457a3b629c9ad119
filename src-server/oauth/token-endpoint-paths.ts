/** Where the token endpoint answers: its own path, and those that Tharsis and Mia-Platform document. */
export const TOKEN_ENDPOINT_PATHS = [
  '/oauth/token',
  '/v1/serviceaccounts/token',
  '/api/m2m/oauth/token',
] as const
