import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import type { DoorwardClient } from '#contract/contract.ts'
import { aListening, aServer, here } from './a-server.ts'
import { aRefusal, createFakeClient } from './fake-client.ts'
import { NOW, openWindow } from './open-window.tsx'

type Update = DoorwardClient['server']['updateListening']

async function openForm(updateListening: Update, listening = aListening()) {
  const client = createFakeClient({
    server: { get: async () => aServer(), listening: async () => listening, updateListening },
  })
  const opened = openWindow({ at: '/server', client })
  const form = within(await screen.findByRole('region', { name: 'Where Doorward listens' }))
  return { ...opened, form }
}

async function openTls(
  updateListening: Update,
  listening = aListening(),
  more: Partial<DoorwardClient['server']> = {},
) {
  const server = { get: async () => aServer(), listening: async () => listening }
  const client = createFakeClient({ server: { ...server, updateListening, ...more } })
  const opened = openWindow({ at: '/server', client })
  const section = within(await screen.findByRole('region', { name: 'TLS' }))
  return { ...opened, section }
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
    expect(update.mock.lastCall?.[0]).toEqual({
      ...{ version: 1, port: 8420, newIssuer: false, withoutTls: false },
    })
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
      ...{ version: 1, publicUrl: 'https://door.example', newIssuer: true, withoutTls: false },
    })
  })

  it('asks each thing that must be meant by itself', async () => {
    const update = vi.fn<Update>(async ({ newIssuer, withoutTls }) => {
      const missing = { newIssuer, withoutTls }
      const fields = Object.entries(missing).filter(([, said]) => !said)
      if (fields.length === 0) return aListening({ version: 2 })
      const told = fields.map(([field]) => ({ field, message: 'Confirm that.' }))
      throw aRefusal('validation_failed', told)
    })
    const { user, form } = await openForm(update)
    await user.clear(await form.findByLabelText('Address'))
    await user.type(form.getByLabelText('Address'), '0.0.0.0')
    await user.click(form.getByRole('button', { name: 'Save' }))
    await user.click(await screen.findByRole('button', { name: 'Change the issuer' }))
    await user.click(await screen.findByRole('button', { name: 'Listen without TLS' }))

    await screen.findByText('Saved. It takes effect at the next start.')
    expect(update.mock.lastCall?.[0]).toEqual({
      ...{ version: 1, host: '0.0.0.0', newIssuer: true, withoutTls: true },
    })
  })

  it('warns where the restart makes another authority, which nobody trusts yet', async () => {
    const next = { ...aListening().now, publicUrl: 'https://new.example' }
    const waiting = aListening({ next, restartNeeded: true, newAuthority: true })
    const { form } = await openForm(vi.fn<Update>(), waiting)
    expect(await form.findByText(/another certificate authority/)).toBeDefined()
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

describe('TLS', () => {
  const names = ['door.example', '127.0.0.1']
  const certificate = {
    ...{ subject: 'Doorward server', issuer: 'Doorward CA 1a2b', names, trouble: [] },
    ...{ validFrom: NOW.toISOString(), fingerprint: 'AB:CD' },
    expiresAt: new Date(NOW.getTime() + 60 * 86_400_000).toISOString(),
  }
  const authority = {
    ...{ name: 'Doorward CA 1a2b', fingerprint: 'EF:01', names: ['door.example'] },
    expiresAt: new Date(NOW.getTime() + 3600 * 86_400_000).toISOString(),
  }
  const secure = () => {
    const now = { ...aListening().now, tls: { kind: 'own' as const, names: [] } }
    return aListening({ now, next: now, certificate, certificateAuthority: authority })
  }

  it('is set by files, whose refusals stand at their fields', async () => {
    const message = 'This key does not belong to the first certificate.'
    const update = vi.fn<Update>(() =>
      Promise.reject(aRefusal('validation_failed', [{ field: 'tls.keyFile', message }])),
    )
    const { user, section } = await openTls(update)
    await user.selectOptions(await section.findByLabelText('Certificate'), 'From files')
    await user.type(section.getByLabelText('Certificate chain (PEM)'), '/tls/chain.pem')
    await user.type(section.getByLabelText('Private key (PEM)'), '/tls/key.pem ')
    await user.click(section.getByRole('button', { name: 'Save' }))

    await section.findByText(message)
    expect(update.mock.lastCall?.[0]).toMatchObject({
      tls: { kind: 'files', certificateFile: '/tls/chain.pem', keyFile: '/tls/key.pem' },
    })
  })

  it('is set by certificates of our own, for the names that are listed', async () => {
    const update = vi.fn<Update>(async () => aListening({ version: 2 }))
    const { user, section } = await openTls(update)
    await user.selectOptions(await section.findByLabelText('Certificate'), 'own')
    await user.type(section.getByLabelText(/^Further host names/), 'a.example, b.example{Enter}c')
    await user.click(section.getByRole('button', { name: 'Save' }))

    await screen.findByText('Saved. It takes effect at the next start.')
    expect(update.mock.lastCall?.[0]).toMatchObject({
      tls: { kind: 'own', names: ['a.example', 'b.example', 'c'] },
    })
  })

  it('shows the certificate and its authority, renews the one and hands out the other', async () => {
    const renewCertificate = vi.fn<DoorwardClient['server']['renewCertificate']>(async () =>
      secure(),
    )
    const { user, section } = await openTls(vi.fn<Update>(), secure(), { renewCertificate })
    expect(await section.findByText('door.example, 127.0.0.1')).toBeDefined()
    expect(section.getByText('AB:CD')).toBeDefined()
    expect(screen.getByText('EF:01')).toBeDefined()
    expect(screen.getByRole('button', { name: 'Download CA certificate' })).toBeDefined()
    await user.click(section.getByRole('button', { name: 'Renew certificate' }))

    await screen.findByText('New connections get the certificate that is shown here.')
    expect(renewCertificate).toHaveBeenCalledTimes(1)
  })
})

describe('the line above every page', () => {
  const inDays = (days: number) => new Date(NOW.getTime() + days * 86_400_000).toISOString()
  const shared = { ...here, url: 'https://192.0.2.10:7420', shared: true }

  it.each([
    ['nothing where all is well', { certificate: { expiresAt: inDays(60), trouble: [] } }, null],
    [
      'that the certificate ends soon',
      { certificate: { expiresAt: inDays(13), trouble: [] } },
      /certificate ends in 13 days/,
    ],
    [
      'that the certificate has ended',
      { certificate: { expiresAt: inDays(-1), trouble: ['It expired.'] }, restartNeeded: true },
      /has expired: clients refuse the server\. \(and 1 more\)/,
    ],
    [
      'that something is wrong with the certificate',
      { certificate: { expiresAt: inDays(60), trouble: ['Wrong key.'] } },
      /Something is wrong with the TLS certificate/,
    ],
    ['that a restart is due', { restartNeeded: true }, /waits for a restart/],
    [
      'that it is shared before that a restart is due',
      { restartNeeded: true, addresses: [here, shared] },
      /^Shared on the network without TLS.*\(and 1 more\)/,
    ],
    [
      'that it is shared by TLS',
      { certificate: { expiresAt: inDays(60), trouble: [] }, addresses: [here, shared] },
      /^Shared on the network: https/,
    ],
  ])('tells %s', async (_, changes, expected) => {
    const get = vi.fn(async () => aServer(changes))
    openWindow({ at: '/settings', client: createFakeClient({ server: { get } }) })
    await screen.findByRole('heading', { name: 'Settings' })
    if (expected) expect(await screen.findByText(expected)).toBeDefined()
    else {
      await waitFor(() => expect(get).toHaveBeenCalled())
      expect(screen.queryByText(/certificate|restart|Shared/)).toBeNull()
    }
  })
})
