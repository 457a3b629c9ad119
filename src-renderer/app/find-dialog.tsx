import Autocomplete from '@mui/material/Autocomplete'
import Dialog from '@mui/material/Dialog'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useStore } from 'zustand'
import { OptionGroup } from '#renderer/components/option-group.tsx'
import { useDebounced } from '#renderer/lib/use-debounced.ts'
import { FindInput } from './find-input.tsx'
import type { FindOption } from './find-option.ts'
import { FindRow } from './find-row.tsx'
import { recentStore } from './recent-store.ts'
import { useFindActions } from './use-find-actions.ts'
import { useFoundThings } from './use-found-things.ts'

/** Finds pages, things and actions; an action that is about a thing asks for it next. */
export function FindDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['frame', 'common'])
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const [asking, setAsking] = useState<FindOption>()
  const { offered, isSearching, remember } = useOffered(text, asking)

  const go = (to: string) => void navigate(to)
  const actions = useFindActions()
  const choose = (option: FindOption | null) => {
    if (!option) return
    const { act } = option
    if (act.kind === 'ask') {
      setAsking(option)
      setText('')
      return
    }
    onClose()
    if (act.kind === 'do') return act.run()
    const asked = asking?.act.kind === 'ask' ? asking.act.toRoute(option.label) : undefined
    if (!asked) remember(option)
    go(asked ?? act.to)
  }

  return (
    <Dialog
      open
      fullWidth
      maxWidth="sm"
      onClose={onClose}
      slotProps={{ paper: { 'aria-label': t('find.title') } }}
      sx={look}
    >
      <Autocomplete<FindOption>
        open
        autoHighlight
        disablePortal
        clearOnEscape={false}
        options={asking ? offered : [...offered, ...narrow(actions, text)]}
        filterOptions={(options) => options}
        groupBy={({ heading }) => heading}
        getOptionLabel={({ label }) => label}
        getOptionKey={({ heading, label, hint }) => `${heading} ${label} ${hint}`}
        inputValue={text}
        value={null}
        onInputChange={(_, typed, reason) => reason === 'input' && setText(typed)}
        onChange={(_, option) => choose(option)}
        onClose={(_, reason) => reason === 'escape' && onClose()}
        loading={isSearching}
        loadingText={t('common:loading')}
        noOptionsText={t('find.nothing')}
        slotProps={{
          popper: {
            sx: {
              position: 'static !important',
              transform: 'none !important',
              width: '100% !important',
            },
          },
          paper: { sx: { border: 0 } },
          listbox: { 'aria-label': t('find.title'), sx: { maxHeight: '50vh' } },
        }}
        renderOption={({ key, ...props }, option) => (
          <FindRow key={key} option={option} {...props} />
        )}
        renderGroup={({ key, group, children }) => (
          <OptionGroup key={key} name={group}>
            {children}
          </OptionGroup>
        )}
        renderInput={(props) => (
          <FindInput
            {...props}
            label={asking ? t('find.choose', { action: asking.label }) : t('find.placeholder')}
          />
        )}
      />
    </Dialog>
  )
}

function useOffered(text: string, asking: FindOption | undefined) {
  const { t } = useTranslation(['frame', 'common'])
  const { recent, remember } = useStore(recentStore)
  const of = asking?.act.kind === 'ask' ? asking.act.of : undefined
  const { found, isSearching } = useFoundThings(useDebounced(text.trim()), of)
  const isEmpty = text.trim() === '' && !asking
  const lately = recent.map((option) => ({ ...option, heading: t('find.recent') }))
  return { offered: isEmpty ? lately : found, isSearching, remember }
}

function narrow(options: readonly FindOption[], text: string): readonly FindOption[] {
  const words = text.toLowerCase().split(/\s+/)
  return options.filter(({ label }) => words.every((word) => label.toLowerCase().includes(word)))
}

const look = {
  '& .MuiDialog-container': { alignItems: 'flex-start' },
  '& .MuiDialog-paper': { mt: '10vh' },
}
