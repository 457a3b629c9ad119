import CloseRounded from '@mui/icons-material/CloseRounded'
import SearchRounded from '@mui/icons-material/SearchRounded'
import IconButton from '@mui/material/IconButton'
import InputAdornment from '@mui/material/InputAdornment'
import OutlinedInput from '@mui/material/OutlinedInput'

export interface SearchFieldProps {
  readonly label: string
  readonly text: string
  readonly onChange: (text: string) => void
}

export function SearchField({ label, text, onChange }: SearchFieldProps) {
  return (
    <OutlinedInput
      type="text"
      role="searchbox"
      value={text}
      placeholder={label}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={(event) => event.key === 'Escape' && onChange('')}
      sx={{ width: 300, maxWidth: '100%', fontSize: '0.8125rem', '& input': { height: 30 } }}
      inputProps={{ 'aria-label': label, maxLength: 200, spellCheck: false }}
      startAdornment={
        <InputAdornment position="start">
          <SearchRounded sx={{ fontSize: 18 }} />
        </InputAdornment>
      }
      endAdornment={
        text !== '' && (
          <InputAdornment position="end">
            <IconButton aria-label="Clear search" edge="end" onClick={() => onChange('')}>
              <CloseRounded />
            </IconButton>
          </InputAdornment>
        )
      }
    />
  )
}
