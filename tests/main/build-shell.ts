import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { resolveConfig } from 'electron-vite'
import { build, type InlineConfig, mergeConfig } from 'vite'

const project = resolve(import.meta.dirname, '../..')

/** Builds the main process and the preload script as `npm run build` does, but into another directory. */
export async function buildShell(directory: string): Promise<string> {
  const { config } = await resolveConfig(
    { root: project, logLevel: 'error' },
    'build',
    'production',
  )
  const out = join(directory, 'out')
  await buildPart(config?.main, join(out, 'main'))
  await buildPart(config?.preload, join(out, 'preload'))

  writeFileSync(join(directory, 'package.json'), '{"type":"module"}')
  mkdirSync(join(out, 'renderer'))
  writeFileSync(join(out, 'renderer/index.html'), '<meta nonce="__CSP_NONCE__">')
  return out
}

async function buildPart(part: InlineConfig | undefined, outDir: string): Promise<void> {
  if (!part) throw new Error('electron.vite.config.ts lacks a part of the app')
  await build(mergeConfig(part, { configFile: false, build: { outDir, emptyOutDir: true } }))
}
