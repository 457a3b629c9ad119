/** The nonce under which this answer's styles are allowed; put into the page by whoever serves it. */
export function readCspNonce(page: Document): string | undefined {
  const meta = page.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')
  return meta?.nonce || undefined
}
