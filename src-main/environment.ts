/** Reads the variables that this process was started with; nothing else in this room does. */
export function readEnvironment(): Readonly<Record<string, string | undefined>> {
  return process.env
}
