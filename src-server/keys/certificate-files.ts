import { readFile } from 'node:fs/promises'
import type { FieldError } from '#contract/error-codes.ts'
import { type CertificatePair, findPairProblems } from './certificate-pair.ts'

export interface CertificateFiles {
  readonly certificateFile: string
  readonly keyFile: string
}

/** A chain with many certificates has some ten thousand characters. */
const MAXIMUM_BYTES = 1_000_000

/** Reads a certificate chain and its key, or says what is wrong with which file; never what is in it. */
export async function readCertificateFiles({
  certificateFile,
  keyFile,
}: CertificateFiles): Promise<CertificatePair | readonly FieldError[]> {
  const [certificate, key] = await Promise.all([
    read('certificateFile', certificateFile),
    read('keyFile', keyFile),
  ])
  if (typeof certificate !== 'string' || typeof key !== 'string') {
    return [certificate, key].filter((each) => typeof each !== 'string')
  }
  const problems = findPairProblems({ certificate, key })
  return problems.length > 0 ? problems : { certificate, key }
}

async function read(field: string, file: string): Promise<string | FieldError> {
  try {
    const text = await readFile(file, 'utf8')
    return text.length <= MAXIMUM_BYTES ? text : { field, message: `${file} is too large.` }
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
    return { field, message: reasons[code]?.(file) ?? `${file} cannot be read (${code}).` }
  }
}

const reasons: Readonly<Record<string, (file: string) => string>> = {
  ENOENT: (file) => `${file} is not there, on the machine of the server.`,
  EACCES: (file) => `${file} may not be read by the user that the server runs as.`,
  EISDIR: (file) => `${file} is a directory.`,
}
