import { z } from 'zod'

const Pixels = z.number().int()

/** Where the window stood when it was closed. */
export const WindowPlace = z.object({
  x: Pixels,
  y: Pixels,
  width: Pixels.positive(),
  height: Pixels.positive(),
  maximized: z.boolean(),
})
export type WindowPlace = z.infer<typeof WindowPlace>

export type Rectangle = Pick<WindowPlace, 'x' | 'y' | 'width' | 'height'>

/** Where to open; without a position the system centres the window. */
export interface Placement {
  readonly position?: { readonly x: number; readonly y: number }
  readonly width: number
  readonly height: number
  readonly maximized: boolean
}

const usual = { width: 1280, height: 840, maximized: false } as const
// Enough of the title bar to grab the window with.
const GRIP = { width: 120, height: 40 } as const

/** Decides where to open: the remembered place while one of the displays still shows it. */
export function decidePlace(
  remembered: WindowPlace | undefined,
  workAreas: readonly Rectangle[],
): Placement {
  const [primary] = workAreas
  if (!remembered) return shrink(usual, primary)

  const area = workAreas.find((candidate) => showsGrip(remembered, candidate))
  if (!area) return shrink(remembered, primary)
  return { ...shrink(remembered, area), position: { x: remembered.x, y: remembered.y } }
}

function shrink(wanted: Placement, area: Rectangle | undefined): Placement {
  return {
    width: Math.min(wanted.width, area?.width ?? wanted.width),
    height: Math.min(wanted.height, area?.height ?? wanted.height),
    maximized: wanted.maximized,
  }
}

function showsGrip(window: Rectangle, area: Rectangle): boolean {
  const left = Math.max(window.x, area.x)
  const right = Math.min(window.x + window.width, area.x + area.width)
  const titleBarShows = window.y >= area.y && window.y + GRIP.height <= area.y + area.height
  return right - left >= GRIP.width && titleBarShows
}
