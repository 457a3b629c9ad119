type Environment = Readonly<Record<string, string | undefined>>

/** Tells whether a window could appear; only Linux runs without any display as a matter of course. */
export function hasDisplay(platform: NodeJS.Platform, environment: Environment): boolean {
  if (platform !== 'linux') return true
  return Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY)
}
