// Fields that a mail program fills in; "attach" would let a link pick a file from the disk.
const mailFields: readonly string[] = ['subject', 'body', 'cc']

/** Gives the address to hand to the operating system, or undefined when it could start a program. */
export function toOutsideUrl(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined
  const url = new URL(text)
  if (url.protocol === 'https:') return hasCredentials(url) ? undefined : url.href
  if (url.protocol !== 'mailto:') return undefined
  return [...url.searchParams.keys()].every((name) => mailFields.includes(name))
    ? url.href
    : undefined
}

/** Opens a web or mail address outside the app and tells whether it did. */
export async function openOutside(
  shell: { openExternal(url: string): Promise<void> },
  text: string,
): Promise<boolean> {
  const url = toOutsideUrl(text)
  if (url === undefined) return false
  await shell.openExternal(url)
  return true
}

function hasCredentials({ username, password }: URL): boolean {
  return username !== '' || password !== ''
}
