const fake = new URL('./electron.mjs', import.meta.url).href

/** Gives the built app our recording fake where it imports Electron. */
export function resolve(specifier, context, nextResolve) {
  if (specifier === 'electron') return { url: fake, shortCircuit: true }
  return nextResolve(specifier, context)
}
