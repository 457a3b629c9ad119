import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Problem } from './problem.ts'

export interface Toast {
  /** One toast per cause: the same cause counts up instead of piling up. */
  readonly cause: string
  readonly severity: 'success' | 'warning' | 'error'
  readonly message: string
  readonly advice?: string
  readonly correlationId?: string
  readonly count: number
}

interface ToastsState {
  readonly toasts: readonly Toast[]
  succeed(message: string): void
  warn(message: string): void
  fail(problem: Problem): void
  dismiss(cause: string): void
}

export type ToastsStore = StoreApi<ToastsState>

const AT_MOST = 3

export function createToastsStore(): ToastsStore {
  return createStore<ToastsState>()((set) => {
    const show = (toast: Omit<Toast, 'count'>) =>
      set(({ toasts }) => ({ toasts: addToast(toasts, toast) }))

    return {
      toasts: [],
      succeed: (message) => show({ cause: message, severity: 'success', message }),
      warn: (message) => show({ cause: message, severity: 'warning', message }),
      fail: (problem) => show(toFailure(problem)),
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
