import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import type { DoorwardClient } from '#contract/contract.ts'
import { aListening, aServer } from './a-server.ts'
import { aRefusal, createFakeClient } from './fake-client.ts'
import { openWindow } from './open-window.tsx'

type Update = DoorwardClient['server']['updateListening']

async function openForm(updateListening: Update, listening = aListening()) {
  const client = createFakeClient({
    server: { get: async () => aServer(), listening: async () => listening, updateListening },
  })
  const opened = openWindow({ at: '/server', client })
  const form = within(await screen.findByRole('region', { name: 'Where Doorward listens' }))
  return { ...opened, form }
}

describe('where the server listens', () => {
  it('sends what was changed, and shows it beside what holds until the restart', async () => {
    const now = aListening().now
    const next = { ...now, port: 8420, issuer: 'http://127.0.0.1:8420' }
    const update = vi.fn<Update>(async () => aListening({ next, restartNeeded: true, version: 2 }))
    const { user, form } = await openForm(update)
    await user.clear(await form.findByLabelText('Port'))
    await user.type(form.getByLabelText('Port'), '8420')
    await user.click(form.getByRole('button', { name: 'Save' }))

    const table = within(await form.findByRole('table', { name: /next start/ }))
    expect(update.mock.lastCall?.[0]).toEqual({ version: 1, port: 8420, newIssuer: false })
    expect(table.getAllByRole('row').map(({ textContent }) => textContent)).toEqual([
      'SettingNowAfter the restart',
      'Port74208420',
      'Issuerhttp://127.0.0.1:7420http://127.0.0.1:8420',
    ])
    expect(form.getByText(/Stop the server and start it again/)).toBeDefined()
  })

  it('asks before the issuer becomes another, and sends nothing again unless confirmed', async () => {
    const update = vi.fn<Update>(async ({ newIssuer }) => {
      if (newIssuer) return aListening({ version: 2 })
      throw aRefusal('validation_failed', [{ field: 'newIssuer', message: 'Confirm that.' }])
    })
    const { user, form } = await openForm(update)
    await user.type(await form.findByLabelText(/^Public URL/), 'https://door.example')
    await user.click(form.getByRole('button', { name: 'Save' }))
    const dialog = () => within(screen.getByRole('dialog'))
    await screen.findByRole('dialog', { name: 'Give all tokens another issuer?' })
    await user.click(dialog().getByRole('button', { name: 'Cancel' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(update).toHaveBeenCalledTimes(1)
    await user.click(form.getByRole('button', { name: 'Save' }))
    await user.click(await screen.findByRole('button', { name: 'Change the issuer' }))

    await screen.findByText('Saved. It takes effect at the next start.')
    expect(update.mock.lastCall?.[0]).toEqual({
      ...{ version: 1, publicUrl: 'https://door.example', newIssuer: true },
    })
  })

  it('only shows what a flag or a variable has set, and says which', async () => {
    const setBy = { ...aListening().setBy, port: 'DOORWARD_PORT' }
    const { form } = await openForm(vi.fn<Update>(), aListening({ setBy }))
    const port = await form.findByLabelText('Port')

    expect(port.hasAttribute('readonly')).toBe(true)
    expect(form.getByLabelText('Address').hasAttribute('readonly')).toBe(false)
    expect(form.getByText('Set by DOORWARD_PORT; change it there.')).toBeDefined()
  })

  it('puts a refusal at its field', async () => {
    const message = 'Port 80 needs more rights than this process has.'
    const update = vi.fn<Update>(() =>
      Promise.reject(aRefusal('validation_failed', [{ field: 'port', message }])),
    )
    const { user, form } = await openForm(update)
    await user.clear(await form.findByLabelText('Port'))
    await user.type(form.getByLabelText('Port'), '80')
    await user.click(form.getByRole('button', { name: 'Save' }))

    await form.findByText(message)
    expect(form.getByLabelText('Port').getAttribute('aria-invalid')).toBe('true')
  })
})
