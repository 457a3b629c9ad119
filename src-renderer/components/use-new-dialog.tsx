import type { ComponentType } from 'react'
import { useQueryParams } from '#renderer/lib/use-query-params.ts'
import { NewButton } from './new-button.tsx'

/** A button and the form that it opens by way of the address, so that a link opens it too. */
export function useNewDialog(label: string, Form: ComponentType<{ onClose: () => void }>) {
  const { get, set } = useQueryParams()

  return {
    button: <NewButton label={label} onClick={() => set({ new: 'yes' }, { replace: false })} />,
    dialog: get('new') && <Form onClose={() => set({ new: undefined })} />,
  }
}
