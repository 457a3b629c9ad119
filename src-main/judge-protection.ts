interface Wrapping {
  readonly platform: NodeJS.Platform
  readonly backend: string
  readonly wrapped: Uint8Array
}

/**
 * Tells whether whoever can read the file could unwrap the key too.
 * On Linux the first bytes say which key was used: v10 is a password that every copy of Chromium
 * knows, v11 comes from a keyring, v12 from the desktop portal. The name of the backend decides
 * where they say nothing, because it describes the older, synchronous way to the keyring.
 */
export function isWeaklyProtected({ platform, backend, wrapped }: Wrapping): boolean {
  if (platform !== 'linux') return false
  const version = Buffer.from(wrapped.subarray(0, 3)).toString('latin1')
  if (version === 'v10') return true
  if (version === 'v11' || version === 'v12') return false
  return backend === 'basic_text' || backend === 'unknown'
}
