import { expect, it } from 'vitest'
import { pickOwnArguments } from '#main/own-arguments.ts'

it.each([
  [[], [], []],
  [['/work/app', '--port', '8000'], ['--port', '8000'], ['/work/app']],
  [['--port=8000', '--no-sandbox'], ['--port=8000'], ['--no-sandbox']],
  [
    ['--remote-debugging-port=0', '.', '--data-dir', '/x y'],
    ['--data-dir', '/x y'],
    ['--remote-debugging-port=0', '.'],
  ],
  [['--portx', '1', '--host='], ['--host='], ['--portx', '1']],
  [['--port'], ['--port'], []],
  [['--toString', '--__proto__=1'], [], ['--toString', '--__proto__=1']],
])('%j holds our settings %j and %j of others', (args, own, others) => {
  expect(pickOwnArguments(args)).toEqual({ own, others })
})
