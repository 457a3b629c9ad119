import type { CustomScheme } from 'electron'

/** Where the window's files are served; no other host of the scheme exists. */
export const APP_ORIGIN = 'app://bundle'
export const APP_PAGE = `${APP_ORIGIN}/`

/** The window's own scheme. It gets neither `bypassCSP` nor `corsEnabled`. */
export const appScheme: CustomScheme = {
  scheme: 'app',
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
}
