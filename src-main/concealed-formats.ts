/**
 * Gives the clipboard formats that ask clipboard histories and cloud clipboards to leave an entry
 * alone. Not yet tried on each real system: a manager that does not know them keeps the text.
 */
export function toConcealedFormats(
  platform: NodeJS.Platform,
): Readonly<Record<string, Uint8Array<ArrayBuffer>>> {
  const markers = formats[platform] ?? {}
  return Object.fromEntries(
    Object.entries(markers).map(([name, bytes]) => [toElectronFormat(name), bytes]),
  )
}

const DWORD_ZERO = new Uint8Array(4)

const formats: {
  readonly [Platform in NodeJS.Platform]?: Record<string, Uint8Array<ArrayBuffer>>
} = {
  darwin: { 'org.nspasteboard.ConcealedType': new Uint8Array() },
  win32: {
    ExcludeClipboardContentFromMonitorProcessing: DWORD_ZERO,
    CanIncludeInClipboardHistory: DWORD_ZERO,
    CanUploadToCloudClipboard: DWORD_ZERO,
  },
  linux: { 'x-kde-passwordManagerHint': new TextEncoder().encode('secret') },
}

/** Electron writes the quoted name as a format of the system's own clipboard. */
function toElectronFormat(name: string): string {
  return `electron application/osclipboard;format="${name}"`
}
