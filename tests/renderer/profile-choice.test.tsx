import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { ProfileId } from '#contract/provider-profiles.ts'
import { searchProfiles } from '#renderer/components/trust/profile-search.ts'
import { profiles } from '#server/issuers/profiles/profiles.ts'
import { aServiceAccount } from './a-service-account.ts'
import { aGuidedPolicy, aProfile, createFakeClient } from './fake-client.ts'
import { openWindow } from './open-window.tsx'

/** Every provider that the server knows, with no questions. */
const known = profiles.map(({ id, name, issuerUrls, isSelfHosted }) =>
  aProfile({ id, name, issuerUrls: [...issuerUrls], selfHosted: isSelfHosted, questions: [] }),
)

/** Those that also run under addresses which nothing gives away. */
const OWN_ADDRESS = ['gitlab', 'terraform', 'kubernetes', 'semaphore', 'codefresh', 'generic']

describe('the search for a provider', () => {
  it.each([
    ['actions', ['github', 'forgejo']],
    ['  GitHub   ACTIONS ', ['github']],
    ['eks', ['kubernetes']],
    ['tfe', ['terraform']],
    ['gitea', ['forgejo']],
    ['no such thing', []],
    ['https://token.actions.githubusercontent.com', ['github', ...OWN_ADDRESS]],
    ['https://token.actions.githubusercontent.com.evil.example', OWN_ADDRESS],
    ['https://ci.example/api/actions', ['forgejo', ...OWN_ADDRESS]],
  ])('for "%s" finds %j', (text, ids) => {
    const found = searchProfiles(known, text).map(({ id }) => id)
    expect(found).toEqual(ids)
  })

  it.each(known.map(({ id, name }) => [id, name]))('finds %s by its name', (id, name) => {
    expect(searchProfiles(known, name ?? '').map((one) => one.id)).toContain(id)
  })
})

async function openChoice(used: readonly ProfileId[]) {
  const items = used.map((profile, index) => ({ id: `iss_${index}`, profile }))
  const client = createFakeClient({
    serviceAccounts: { get: async () => aServiceAccount() },
    providerProfiles: {
      list: async () => ({ items: known }),
      draft: async () => aGuidedPolicy(),
    },
    issuers: { list: async () => ({ items, nextCursor: null }) as never },
  })
  const opened = openWindow({
    at: '/service-accounts/acme/deployer/-/trust-policies/new',
    client,
  })
  const choice = await screen.findByRole('combobox', { name: 'Where does the caller run?' })
  return { ...opened, choice }
}

describe('the choice of a provider', () => {
  it('is made with the keyboard, by another name than its own', async () => {
    const { user, choice } = await openChoice([])
    await user.clear(choice)
    await user.type(choice, 'tfe{ArrowDown}{Enter}')

    expect(choice).toHaveProperty('value', 'HCP Terraform')
  })

  it('shows those first whose issuers are registered', async () => {
    const { user, choice } = await openChoice(['kubernetes', 'generic', 'gitlab'])
    await user.click(choice)
    const used = within(await screen.findByRole('group', { name: 'Of your issuers' }))
    expect(used.getAllByRole('option').map(({ textContent }) => textContent)).toEqual([
      'GitLab CI',
      'Kubernetes',
    ])
    expect(screen.getAllByRole('option')).toHaveLength(known.length)
    expect(screen.getAllByRole('group').map((group) => group.getAttribute('aria-label'))).toContain(
      'Other providers',
    )
  })

  it('keeps the provider when what was typed is left', async () => {
    const { user, choice } = await openChoice([])
    const before = (choice as HTMLInputElement).value
    await user.clear(choice)
    await user.type(choice, 'nothing like it')
    expect(await screen.findByText(/^Nothing found/)).toBeTruthy()
    await user.tab()
    expect(choice).toHaveProperty('value', before)
  })
})
