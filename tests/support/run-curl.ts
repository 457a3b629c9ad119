import { execFile } from 'node:child_process'

/** Runs a documented command in a shell, as people paste it; gives what it wrote to stdout. */
export function runCurl(command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile('sh', ['-c', command], (error, stdout) => (error ? reject(error) : resolve(stdout)))
  })
}
