import { expect, it } from 'vitest'
import { createKeychainDialogs, type QuestionDialog } from '#main/keychain-dialogs.ts'

function aDialog(response: number) {
  const shown: Parameters<QuestionDialog['showMessageBox']>[0][] = []
  const questions = createKeychainDialogs({
    async showMessageBox(question) {
      shown.push(question)
      return { response }
    },
  })
  return { questions, shown }
}

it.each([
  [0, true],
  [1, false],
])('takes button %i for %s', async (response, goOn) => {
  const { questions, shown } = aDialog(response)
  expect(await questions.acceptWeakProtection()).toBe(goOn)
  expect(await questions.acceptPlainFile('/data/master.key')).toBe(goOn)
  expect(await questions.tryAgain({ path: '/data/x.json', lockedBy: 'kwallet6' })).toBe(goOn)
  expect(shown.map(({ buttons }) => buttons[1])).toEqual(['Quit', 'Quit', 'Quit'])
})

it('quits when a dialog is closed or answered in haste', async () => {
  const { questions, shown } = aDialog(1)
  await questions.acceptWeakProtection()
  expect(shown[0]).toMatchObject({ defaultId: 1, cancelId: 1 })
})

it('names the file, the keychain and the way out', async () => {
  const { questions, shown } = aDialog(1)
  await questions.tryAgain({ path: '/data/x.json', lockedBy: 'kwallet6' })
  expect(shown[0]?.detail).toContain('The key in /data/x.json was locked by kwallet6')
  expect(shown[0]?.detail).toContain('nothing is lost')
})
