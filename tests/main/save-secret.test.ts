import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, it, onTestFinished } from 'vitest'
import { type SaveDialog, saveSecret } from '#main/save-secret.ts'
import { makeTempDirectory } from '#support/temp-directory.ts'

const file = { name: 'deployer.env', text: 'DOORWARD_CLIENT_SECRET=dwcs_x\n' }
let directory = ''

beforeEach(async () => {
  const temporary = await makeTempDirectory()
  onTestFinished(() => temporary.remove())
  directory = temporary.path
})

/** A dialog in which somebody chose a place, or none. */
function aDialog(chosen?: string) {
  const asked: string[] = []
  const dialog: SaveDialog = {
    async showSaveDialog({ defaultPath }) {
      asked.push(defaultPath)
      return { canceled: chosen === undefined, filePath: chosen ?? '' }
    },
  }
  return { dialog, asked }
}

it('writes the file where it was chosen, for its owner only', async () => {
  const path = join(directory, 'mine.env')
  const { dialog, asked } = aDialog(path)
  expect(await saveSecret({ dialog, directory: '/home/me' }, file)).toBe(true)
  expect(asked).toEqual([join('/home/me', 'deployer.env')])
  expect(await readFile(path, 'utf8')).toBe(file.text)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
})

it('takes a file that others could read from them', async () => {
  const path = join(directory, 'open.env')
  await writeFile(path, 'old', { mode: 0o644 })
  await saveSecret({ dialog: aDialog(path).dialog, directory }, file)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect(await readFile(path, 'utf8')).toBe(file.text)
})

it('writes nothing when nobody chose a place', async () => {
  expect(await saveSecret({ dialog: aDialog().dialog, directory }, file)).toBe(false)
  expect(await readdir(directory)).toEqual([])
})

it('says that it could not be written, and leaves nothing half written', async () => {
  const path = join(directory, 'taken')
  await mkdir(join(path, 'inside'), { recursive: true })
  const saving = saveSecret({ dialog: aDialog(path).dialog, directory }, file)
  await expect(saving).rejects.toThrow('The file was not saved')
  expect(await readdir(directory)).toEqual(['taken'])
})
