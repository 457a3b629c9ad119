import SearchRounded from '@mui/icons-material/SearchRounded'
import type { AutocompleteRenderInputParams } from '@mui/material/Autocomplete'
import InputAdornment from '@mui/material/InputAdornment'
import OutlinedInput from '@mui/material/OutlinedInput'

export function FindInput({
  label,
  ...params
}: AutocompleteRenderInputParams & { readonly label: string }) {
  const { input, htmlInput } = params.slotProps
  return (
    <OutlinedInput
      ref={input.ref}
      fullWidth
      autoFocus
      placeholder={label}
      inputProps={{ ...htmlInput, 'aria-label': label, maxLength: 200, spellCheck: false }}
      startAdornment={
        <InputAdornment position="start">
          <SearchRounded />
        </InputAdornment>
      }
      sx={{ p: '10px 16px', '& fieldset': { border: 0 } }}
    />
  )
}
