import Box from '@mui/material/Box'
import { type KeyboardEvent, type PointerEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useNavStore } from './nav-context.tsx'
import { NARROWEST, WIDEST } from './nav-store.ts'

const STEP = 16

/** The edge of the navigation: drag it, or move it with the arrow keys. */
export function NavResizer() {
  const { t } = useTranslation('frame')
  const store = useNavStore()
  const width = useStore(store, (state) => state.width)
  const [dragging, setDragging] = useState(false)
  const { resize } = store.getState()

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowLeft') resize(width - STEP)
    if (event.key === 'ArrowRight') resize(width + STEP)
  }
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    setDragging(true)
  }

  return (
    <Box
      role="separator"
      aria-orientation="vertical"
      aria-label={t('navigationWidth')}
      aria-valuenow={width}
      aria-valuemin={NARROWEST}
      aria-valuemax={WIDEST}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={(event) => dragging && resize(event.clientX)}
      onPointerUp={() => setDragging(false)}
      onPointerCancel={() => setDragging(false)}
      sx={{
        position: 'absolute',
        top: 0,
        right: -4,
        width: 7,
        height: '100%',
        zIndex: 1,
        cursor: 'col-resize',
        touchAction: 'none',
        '&:hover, &:focus-visible': { bgcolor: 'primary.main', opacity: 0.5, outline: 'none' },
      }}
    />
  )
}
