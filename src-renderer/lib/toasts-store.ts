import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Problem } from './problem.ts'

export interface Toast {
  /** One toast per cause: the same cause counts up instead of piling up. */
  readonly cause: string
  readonly severity: 'success' | 'warning' | 'error'
  readonly message: string
  readonly advice?: string
  readonly correlationId?: string
  readonly undo?: Undo
  readonly count: number
}

/** Takes back what was done; fails as any change can. */
export type Undo = () => Promise<unknown>

export interface Done {
  readonly text: string
  readonly undo?: Undo
}

interface ToastsState {
  readonly toasts: readonly Toast[]
  /** Says what was done, and offers for a while to take it back. */
  show(done: Done): void
  succeed(message: string): void
  warn(message: string): void
  fail(problem: Problem): void
  dismiss(cause: string): void
}

export type ToastsStore = StoreApi<ToastsState>

const AT_MOST = 3

export function createToastsStore(): ToastsStore {
  return createStore<ToastsState>()((set) => {
    const add = (toast: Omit<Toast, 'count'>) =>
      set(({ toasts }) => ({ toasts: addToast(toasts, toast) }))

    return {
      toasts: [],
      show: ({ text, ...rest }) =>
        add({ cause: text, severity: 'success', message: text, ...rest }),
      succeed: (message) => add({ cause: message, severity: 'success', message }),
      warn: (message) => add({ cause: message, severity: 'warning', message }),
      fail: (problem) => add(toFailure(problem)),
      dismiss: (cause) =>
        set(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.cause !== cause) })),
    }
  })
}

function addToast(toasts: readonly Toast[], added: Omit<Toast, 'count'>): readonly Toast[] {
  const same = toasts.find(({ cause }) => cause === added.cause)
  const others = toasts.filter((toast) => toast !== same)
  return [...others, { ...added, count: (same?.count ?? 0) + 1 }].slice(-AT_MOST)
}

function toFailure(problem: Problem): Omit<Toast, 'count'> {
  const { code, title, detail, advice, correlationId } = problem
  return {
    cause: `${code} ${detail ?? ''}`,
    severity: 'error',
    message: detail ?? title,
    advice,
    ...(correlationId ? { correlationId } : {}),
  }
}
