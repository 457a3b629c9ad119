import type { Page } from 'playwright-core'
import type { HeadlessProcess } from '#support/headless-process.ts'

/** A page or a dialog that is looked at. */
export interface Place {
  /** What its screenshots are called. */
  readonly name: string
  readonly path: string
  /** What brings the place into the state that is looked at; the window speaks English then. */
  readonly prepare?: (page: Page, server: HeadlessProcess) => Promise<void>
}

export interface Room {
  /** Puts on the server what this room shows beyond `fill`. */
  readonly fill?: (server: HeadlessProcess) => Promise<void>
  readonly places: readonly Place[]
}

export const ACCOUNT = '/service-accounts/acme/platform/deployer'
