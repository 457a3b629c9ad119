import type { MessageBoxOptions } from 'electron'
import type { WhenClosed } from '#renderer/lib/desktop-controls.ts'
import { decideClose } from './decide-close.ts'

interface Closing {
  readonly platform: NodeJS.Platform
  readonly preferences: {
    readonly desktop: { readonly whenClosed: WhenClosed }
    changeDesktop(change: { whenClosed: WhenClosed }): void
  }
  readonly dialog: {
    showMessageBox(options: MessageBoxOptions): Promise<{ readonly response: number }>
  }
  readonly quit: () => void
}

const question: MessageBoxOptions = {
  type: 'question',
  message: 'Keep Doorward running?',
  detail:
    'Clients get tokens only while it runs. Its icon stays in the tray, and starting Doorward again opens the window. You can change this in the settings.',
  buttons: ['Keep running', 'Quit'],
  defaultId: 0,
  cancelId: 0,
}

/** Ends the app or leaves it in the tray once its window is closed; asks the first time, and remembers. */
export async function afterLastWindow(closing: Closing): Promise<void> {
  const { platform, preferences, dialog, quit } = closing
  const decision = decideClose(platform, preferences.desktop.whenClosed)
  if (decision === 'stay') return
  if (decision === 'quit') return quit()

  const { response } = await dialog.showMessageBox(question)
  const keeps = response === question.defaultId
  preferences.changeDesktop({ whenClosed: keeps ? 'keep_running' : 'quit' })
  if (!keeps) quit()
}
