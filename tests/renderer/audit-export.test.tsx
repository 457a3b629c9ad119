import { screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { toCell, toCsv } from '#renderer/features/audit/to-csv.ts'
import { createFakeClient } from './fake-client.ts'
import { openWindow } from './open-window.tsx'

afterEach(() => vi.restoreAllMocks())

const event = {
  ...{ sequence: 7, id: 'evt_7', at: '2026-11-20T22:00:00Z', action: 'groups.update' },
  actor: { kind: 'user', id: 'usr_1', name: '=HYPERLINK("https://evil.example")' },
  ...{ result: 'ok', target: { id: 'grp_1', path: 'acme' }, address: '192.0.2.7' },
  after: { description: 'a, "b"\nc' },
  ...{ correlationId: 'req_7', previous: '0', hash: 'abcd' },
}

describe('a cell', () => {
  it.each([
    ['plain', 'acme/api', 'acme/api'],
    ['empty', '', ''],
    ['with a comma', 'a,b', '"a,b"'],
    ['with quotation marks', 'a "b"', '"a ""b"""'],
    ['with a line break', 'a\r\nb', '"a\r\nb"'],
    ['that begins like a formula', '=1+1', "'=1+1"],
    ['with a plus', '+49', "'+49"],
    ['with a minus', '-1', "'-1"],
    ['with an at', '@SUM(A1)', "'@SUM(A1)"],
    ['with a tab', '\t=1', "'\t=1"],
    ['with a carriage return', '\r=1', '"\'\r=1"'],
    ['that is a formula with a comma', '=A1,B1', '"\'=A1,B1"'],
    ['with a sign that is not the first', 'a=1', 'a=1'],
  ])('%s', (_, text, cell) => {
    expect(toCell(text)).toBe(cell)
  })
})

it('a table has a line for each event, and a head even without any', async () => {
  const second = { ...event, sequence: 8, actor: { ...event.actor, name: 'Ada' }, after: undefined }
  const lines = new Blob([`${JSON.stringify(event)}\n${JSON.stringify(second)}\n`])
  const file = await toCsv(lines, 'events.csv')
  const head =
    'sequence,at,action,result,reason,actor_kind,actor_id,actor_name,target_id,target_path,namespace,account,address,correlation_id,before,after,hash\r\n'

  expect(file.name).toBe('events.csv')
  expect(await file.text()).toBe(
    `${head}7,2026-11-20T22:00:00Z,groups.update,ok,,user,usr_1,"'=HYPERLINK(""https://evil.example"")",grp_1,acme,,,192.0.2.7,req_7,,"{""description"":""a, \\""b\\""\\nc""}",abcd\r\n8,2026-11-20T22:00:00Z,groups.update,ok,,user,usr_1,Ada,grp_1,acme,,,192.0.2.7,req_7,,,abcd\r\n`,
  )
  expect(await (await toCsv(new Blob([]), 'events.csv')).text()).toBe(head)
})

it.each([
  ['JSON lines, as they are kept', 'doorward-audit.jsonl'],
  ['CSV, for a spreadsheet', 'doorward-audit.csv'],
])('the audit page saves %s', async (item, name) => {
  const lines = async () => new File([`${JSON.stringify(event)}\n`], 'doorward-audit.jsonl')
  const client = createFakeClient({ audit: { export: lines as never } })
  const saved: string[] = []
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    saved.push(this.download)
  })
  const { user } = openWindow({ at: '/audit', client })
  await user.click(await screen.findByRole('button', { name: 'Export' }))
  await user.click(await screen.findByRole('menuitem', { name: item }))
  await vi.waitFor(() => expect(saved).toEqual([name]))
})
