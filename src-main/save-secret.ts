import { join } from 'node:path'
import type { SecretFile } from '#renderer/lib/shell.ts'
import { createFile, writeAll } from '#server/store/durable-file.ts'
import { findErrorCode, nodeFiles } from '#server/store/files.ts'
import { BridgeRefusal } from './serve-bridge.ts'

/** The part of Electron's dialogs that asks where to save. */
export interface SaveDialog {
  showSaveDialog(options: {
    readonly defaultPath: string
    readonly properties: ['showOverwriteConfirmation', 'createDirectory']
  }): Promise<{ readonly canceled: boolean; readonly filePath: string }>
}

export interface SaveSecretParts {
  readonly dialog: SaveDialog
  /** Where the dialog begins; not the downloads, which many programs look through. */
  readonly directory: string
}

/** Saves a secret where somebody chooses, readable for its owner only; tells whether it did. */
export async function saveSecret(
  { dialog, directory }: SaveSecretParts,
  { name, text }: SecretFile,
): Promise<boolean> {
  const { canceled, filePath } = await dialog.showSaveDialog({
    defaultPath: join(directory, name),
    properties: ['showOverwriteConfirmation', 'createDirectory'],
  })
  if (canceled || filePath === '') return false
  const bytes = Buffer.from(text)
  try {
    await createFile(nodeFiles, filePath, async (file) => {
      await writeAll(file, bytes, 0)
      return bytes.length
    })
  } catch (cause) {
    throw new BridgeRefusal(`The file was not saved (${findErrorCode(cause) ?? 'unknown'}).`, {
      cause,
    })
  }
  return true
}
