/** Keeps answers with credentials, and refusals, out of every cache (RFC 6749 §5.1, §5.2). */
export const noStore = { 'cache-control': 'no-store', pragma: 'no-cache' } as const
