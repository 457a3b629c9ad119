import type { KeychainQuestions } from './keychain.ts'

interface Question {
  readonly type: 'warning' | 'error'
  readonly message: string
  readonly detail: string
  readonly buttons: string[]
  readonly defaultId: number
  readonly cancelId: number
  readonly noLink: boolean
}

/** The part of Electron's dialogs that asks. */
export interface QuestionDialog {
  showMessageBox(question: Question): Promise<{ readonly response: number }>
}

/** Puts the keychain's questions in plain words; closing a dialog means to quit. */
export function createKeychainDialogs(dialog: QuestionDialog): KeychainQuestions {
  const ask = async (yes: string, type: Question['type'], message: string, detail: string) => {
    const buttons = [yes, 'Quit']
    const shown = { type, message, detail, buttons, defaultId: 1, cancelId: 1, noLink: true }
    return (await dialog.showMessageBox(shown)).response === 0
  }
  return {
    acceptWeakProtection: () =>
      ask(
        'Continue anyway',
        'warning',
        'This computer has no keyring that protects secrets',
        'Doorward encrypts its signing keys and secrets with a master key. No keyring (GNOME Keyring, KWallet) keeps that key here, so anybody who can read your files can read them. Install or unlock a keyring and start again, or continue with this weaker protection. You are asked only once.',
      ),
    acceptPlainFile: (path) =>
      ask(
        'Keep it in a file',
        'warning',
        'The keychain of this computer cannot be used',
        `Doorward encrypts its signing keys and secrets with a master key. Without a keychain that key would lie in the file ${path}: only your user may read it, but nothing else protects it. Quit to set up the keychain first.`,
      ),
    tryAgain: ({ path, lockedBy }) =>
      ask(
        'Try again',
        'error',
        'The keychain did not unlock the master key',
        `The key in ${path} was locked by ${lockedBy}. Unlock that keychain, or sign in to the desktop session that was used before, and try again. Nothing was changed, and nothing is lost. If that keychain is gone for good, put a backup of the key beside that file under the name master.key.`,
      ),
  }
}
