import { expect, it } from 'vitest'
import { aDataDirectory, inDirectory, startHeadless } from '#support/headless-process.ts'

it('keeps every key that it answered although it is killed right after', async () => {
  const env = inDirectory(await aDataDirectory())
  const answered: unknown[] = []
  const found: unknown[] = []
  for (const immediately of [false, true, true]) {
    const server = await startHeadless({ env })
    const rotated = await server.api('POST', '/signing-keys/rotate', { immediately })
    await server.stop('SIGKILL')
    answered.push(rotated.body.items)

    const next = await startHeadless({ env })
    found.push((await next.api('GET', '/signing-keys')).body.items)
    const { keys } = await (await fetch(`${next.url}/.well-known/jwks.json`)).json()
    expect(keys.map(({ kid }: { kid: string }) => kid)).toEqual(
      rotated.body.items.map(({ id }: { id: string }) => id),
    )
    await next.stop('SIGKILL')
  }
  expect(found).toEqual(answered)
  expect(answered).toEqual([4, 4, 6].map((length) => expect.objectContaining({ length })))
})
