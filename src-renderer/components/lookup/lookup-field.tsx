import Autocomplete, { type AutocompleteRenderInputParams } from '@mui/material/Autocomplete'
import Box from '@mui/material/Box'
import FormControl from '@mui/material/FormControl'
import FormHelperText from '@mui/material/FormHelperText'
import FormLabel from '@mui/material/FormLabel'
import OutlinedInput from '@mui/material/OutlinedInput'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { OptionGroup } from '#renderer/components/option-group.tsx'

/** One thing that a search found, as the list shows it. */
export interface Found {
  readonly key: string
  readonly label: string
  readonly detail?: string | undefined
  /** Found things of one kind stand together under its name. */
  readonly kind?: string
}

export interface LookupFieldProps<Option extends Found> {
  readonly label: string
  readonly value: Option | null
  readonly found: readonly Option[]
  readonly loading: boolean
  readonly onSearch: (text: string) => void
  readonly onChange: (value: Option | null) => void
  readonly hint?: ReactNode
  readonly error?: string | undefined
  readonly placeholder?: string
  readonly autoFocus?: boolean
  readonly hiddenLabel?: boolean
}

/** A choice among many, which the server searches while somebody types. */
export function LookupField<Option extends Found>(props: LookupFieldProps<Option>) {
  const { t } = useTranslation('access')

  return (
    <Autocomplete<Option>
      value={props.value}
      options={props.found}
      loading={props.loading}
      loadingText={t('lookup.searching')}
      noOptionsText={t('lookup.nothing')}
      openText={t('lookup.open')}
      closeText={t('lookup.close')}
      clearText={t('lookup.clear')}
      // The server has searched already.
      filterOptions={(options) => options}
      getOptionKey={({ key }) => key}
      getOptionLabel={({ label }) => label}
      isOptionEqualToValue={(one, other) => one.key === other.key}
      {...(props.found.some(({ kind }) => kind) && { groupBy: ({ kind = '' }) => kind })}
      onChange={(_, value) => props.onChange(value)}
      onInputChange={(_, text, reason) => props.onSearch(reason === 'input' ? text : '')}
      renderOption={({ key, ...item }, option) => (
        <li key={key} {...item}>
          <FoundLine found={option} />
        </li>
      )}
      renderGroup={({ key, group, children }) => (
        <OptionGroup key={key} name={group}>
          {children}
        </OptionGroup>
      )}
      renderInput={(params) => <LookupInput {...props} params={params} />}
      slotProps={{ paper: { sx: listLook }, listbox: { 'aria-label': props.label } }}
      sx={fieldLook}
    />
  )
}

function FoundLine({ found: { label, detail } }: { found: Found }) {
  return (
    <Box sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
      {label}
      {detail && (
        <Box component="span" sx={{ color: 'text.secondary', ml: 1 }}>
          {detail}
        </Box>
      )}
    </Box>
  )
}

type LookupInputProps = Pick<
  LookupFieldProps<Found>,
  'label' | 'hint' | 'error' | 'placeholder' | 'autoFocus' | 'hiddenLabel'
> & { readonly params: AutocompleteRenderInputParams }

function LookupInput({ params, ...props }: LookupInputProps) {
  const { id, slotProps } = params
  const { label, error, hint, hiddenLabel } = props
  const describedBy = error || hint ? `${id}-text` : undefined

  return (
    <FormControl error={error !== undefined}>
      {!hiddenLabel && <FormLabel {...slotProps.inputLabel}>{label}</FormLabel>}
      <OutlinedInput
        {...slotProps.input}
        id={id}
        fullWidth
        placeholder={props.placeholder ?? ''}
        autoFocus={props.autoFocus ?? false}
        inputProps={{
          ...slotProps.htmlInput,
          spellCheck: false,
          ...(hiddenLabel && { 'aria-label': label }),
          'aria-describedby': describedBy,
        }}
      />
      {describedBy && <FormHelperText id={describedBy}>{error ?? hint}</FormHelperText>}
    </FormControl>
  )
}

const fieldLook = {
  '& .MuiAutocomplete-inputRoot.MuiOutlinedInput-root': { p: 0, pr: '62px' },
  '& .MuiAutocomplete-inputRoot .MuiAutocomplete-input': { p: '0 11px' },
}

const listLook = {
  border: 1,
  borderColor: 'divider',
  borderRadius: '10px',
  boxShadow: '0 8px 28px rgb(0 0 0 / 0.14)',
  fontSize: '0.8125rem',
  '& .MuiAutocomplete-listbox': { p: 0.5 },
  '& .MuiAutocomplete-option': { borderRadius: '6px', minHeight: '32px !important', px: '10px' },
  '& .MuiAutocomplete-noOptions, & .MuiAutocomplete-loading': { fontSize: '0.8125rem' },
}
