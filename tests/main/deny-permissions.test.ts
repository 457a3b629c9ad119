import { expect, it } from 'vitest'
import { denyPermissions, type PermissionSession } from '#main/deny-permissions.ts'

it('refuses every permission, asked for or checked, and every device', () => {
  const answers: unknown[] = []
  const session: PermissionSession = {
    setPermissionRequestHandler: (handler) =>
      handler({}, 'clipboard-read', (granted) => answers.push(granted)),
    setPermissionCheckHandler: (handler) => answers.push(handler()),
    setDevicePermissionHandler: (handler) => answers.push(handler()),
  }
  denyPermissions(session)
  expect(answers).toEqual([false, false, false])
})
