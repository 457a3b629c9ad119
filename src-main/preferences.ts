import { z } from 'zod'
import { DesktopPreferences } from './desktop-preferences.ts'
import { WindowPlace } from './window-place.ts'
import { WindowPreferences } from './window-preferences.ts'

/** The part of electron-store that is used here. */
export interface PreferenceStore {
  get(key: string): unknown
  set(key: string, value: unknown): void
}

const Zoom = z.number().min(0.5).max(3)
const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)

/** What the shell remembers about the window on this machine, and nothing else; odd values count as absent. */
export class Preferences {
  readonly #store: PreferenceStore

  constructor(store: PreferenceStore) {
    this.#store = store
  }

  get window(): WindowPreferences {
    const names = Object.keys(WindowPreferences.shape)
    return WindowPreferences.parse(
      Object.fromEntries(names.map((name) => [name, this.#store.get(name)])),
    )
  }

  changeWindow(change: Partial<WindowPreferences>): void {
    for (const [name, value] of Object.entries(change)) this.#store.set(name, value)
  }

  get zoomFactor(): number {
    return Zoom.catch(1).parse(this.#store.get('zoomFactor'))
  }

  set zoomFactor(factor: number) {
    this.#store.set('zoomFactor', factor)
  }

  get windowPlace(): WindowPlace | undefined {
    return WindowPlace.optional().catch(undefined).parse(this.#store.get('windowPlace'))
  }

  set windowPlace(place: WindowPlace) {
    this.#store.set('windowPlace', place)
  }

  get desktop(): DesktopPreferences {
    return DesktopPreferences.catch(() => DesktopPreferences.parse({})).parse(
      this.#store.get('desktop'),
    )
  }

  changeDesktop(change: Partial<DesktopPreferences>): void {
    this.#store.set('desktop', { ...this.desktop, ...change })
  }

  /** The local day on which expiring secrets were last told of. */
  get lastDigestDay(): string | undefined {
    return Day.optional().catch(undefined).parse(this.#store.get('lastDigestDay'))
  }

  set lastDigestDay(day: string) {
    this.#store.set('lastDigestDay', day)
  }
}
