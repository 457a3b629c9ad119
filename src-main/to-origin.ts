/**
 * Gives scheme and host of a URL, or undefined when it cannot be read.
 * `URL.origin` will not do: Node answers "null" for every scheme it does not know, ours included.
 */
export function toOrigin(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined
  const { protocol, host } = new URL(url)
  return host === '' ? undefined : `${protocol}//${host}`
}
