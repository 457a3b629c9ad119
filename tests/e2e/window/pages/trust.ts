import type { Page } from 'playwright-core'
import { ACCOUNT, type Room } from './room.ts'
import { openDialog, press } from './steps.ts'

export const trust: Room = {
  places: [
    { name: 'account-test', path: ACCOUNT, prepare: testClaims },
    { name: 'policy-new', path: `${ACCOUNT}/-/trust-policies/new`, prepare: answer },
    { name: 'policy-provider', path: `${ACCOUNT}/-/trust-policies/new`, prepare: findProvider },
    { name: 'policy-by-hand', path: `${ACCOUNT}/-/trust-policies/new`, prepare: writeByHand },
    {
      name: 'policy-menu',
      path: ACCOUNT,
      prepare: (page) => press(page, 'More actions for deploy'),
    },
  ],
}

async function testClaims(page: Page): Promise<void> {
  await openDialog(page, 'Test a token')
  const claims = {
    iss: 'https://gitlab.com',
    aud: 'https://doorward.acme.example',
    ...{ project_id: '20', ref_protected: true, ref_type: 'tag', ref: 'v1' },
  }
  await page.getByLabel('Token or claims').fill(JSON.stringify(claims))
  await page.getByRole('button', { name: 'Test', exact: true }).click()
  await page.getByRole('table', { name: /^Checks of deploy/ }).waitFor()
}

async function findProvider(page: Page): Promise<void> {
  await page.getByRole('combobox', { name: 'Where does the caller run?' }).fill('a')
  await page.getByRole('group', { name: 'Of your issuers' }).waitFor()
}

async function answer(page: Page): Promise<void> {
  await page.getByRole('combobox', { name: 'Where does the caller run?' }).fill('GitLab CI')
  await page.getByRole('option', { name: 'GitLab CI' }).click()
  await page.getByLabel('Project', { exact: true }).fill('acme/api')
  await page.getByLabel('Project id', { exact: true }).fill('20')
  await page.getByLabel('Branch').fill('main')
  await page.getByText(/^Any job of project 20/).waitFor()
}

/** A policy that a rule stands against, and that a reason would lift. */
async function writeByHand(page: Page): Promise<void> {
  await page.getByText('The policy in detail').click()
  await press(page, 'Change by hand')
  await page.getByLabel('Issuer URL').fill('https://gitlab.com')
  await page.getByLabel('Audience').fill('https://doorward.acme.example')
  await page.getByLabel('Claim 1', { exact: true }).fill('project_id')
  await page.getByLabel('Value of claim 1').fill('20')
  await page.getByLabel('Save anyway, because…').waitFor()
}
