import { link, mkdir, open, readdir, readFile, rename, rm, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { Random } from '#support/random.ts'

/** What `note-unsynced.mjs` writes. */
type Note =
  | { kind: 'content'; inode: number; size: number; from: number; bytes: string }
  | { kind: 'create'; inode: number }
  | { kind: 'rename'; from: string; to: string; aside?: string }
  | { kind: 'unlink'; path: string; aside?: string }
  | { kind: 'synced'; inode: number | 'directory'; before: number }

type Change = Exclude<Note, { kind: 'synced' }>

/**
 * Takes from the files of a killed server what a power cut could take: of every file, and of the
 * names in the directory, the last changes since the fsync. Most often all of them, as a disk that
 * kept them proves nothing. Gives how many changes were lost.
 */
export async function cutPower(
  { directory, notes: folder }: { readonly directory: string; readonly notes: string },
  random: Random,
): Promise<number> {
  const lost = pickLost(parseNotes(await readFile(join(folder, 'notes.jsonl'), 'utf8')), random)
  for (const change of lost.toReversed()) await undo(change, directory)
  await forgetUnsynced(folder)
  return lost.length
}

/** Makes an empty folder for the notes, as everything is on the disk. */
export async function forgetUnsynced(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder)
}

function parseNotes(text: string): readonly Note[] {
  const lines = text.split('\n').slice(0, -1)
  // Safe: nobody else writes there.
  return lines.map((line) => JSON.parse(line) as Note)
}

function pickLost(notes: readonly Note[], random: Random): readonly Change[] {
  const syncedBefore = new Map<number | 'directory', number>()
  for (const note of notes) if (note.kind === 'synced') syncedBefore.set(note.inode, note.before)
  const unsynced = new Map<number | 'directory', Change[]>()
  for (const [index, note] of notes.entries()) {
    if (note.kind === 'synced') continue
    // Another file may have had the number before.
    if (note.kind === 'create') unsynced.delete(note.inode)
    const of = note.kind === 'content' ? note.inode : 'directory'
    if (index < (syncedBefore.get(of) ?? 0)) continue
    unsynced.set(of, [...(unsynced.get(of) ?? []), note])
  }
  const lost = new Set<Note>()
  for (const changes of unsynced.values()) {
    const kept = random.chance(0.7) ? 0 : random.below(changes.length + 1)
    for (const change of changes.slice(kept)) lost.add(change)
  }
  return notes.filter((note): note is Change => lost.has(note))
}

/** Takes one change back; those after it were taken back already, or were durable. */
async function undo(change: Change, directory: string): Promise<void> {
  if (change.kind === 'rename') {
    await rename(change.to, change.from)
    if (change.aside) await link(change.aside, change.to)
    return
  }
  if (change.kind === 'unlink') {
    if (change.aside) await link(change.aside, change.path)
    return
  }
  const path = await findByInode(directory, change.inode)
  if (path === undefined) return
  if (change.kind === 'content') await restore(path, change)
  else await unlink(path)
}

async function restore(
  path: string,
  { from, bytes, size }: Extract<Note, { kind: 'content' }>,
): Promise<void> {
  const file = await open(path, 'r+')
  try {
    const old = Buffer.from(bytes, 'base64')
    await file.write(old, 0, old.length, from)
    await file.truncate(size)
  } finally {
    await file.close()
  }
}

async function findByInode(directory: string, inode: number): Promise<string | undefined> {
  for (const name of await readdir(directory)) {
    const path = join(directory, name)
    if ((await stat(path)).ino === inode) return path
  }
  return undefined
}
