import { useState } from 'react'
import { type Problem, toProblem } from './problem.ts'

/** Runs one change at a time and keeps why it failed; its result is handed on and kept nowhere. */
export function useAction() {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()

  const run = async (change: () => Promise<void>): Promise<void> => {
    setBusy(true)
    setProblem(undefined)
    try {
      await change()
    } catch (error) {
      setProblem(toProblem(error))
    } finally {
      setBusy(false)
    }
  }

  return { busy, problem, run }
}
