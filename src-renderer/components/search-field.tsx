import CloseRounded from '@mui/icons-material/CloseRounded'
import SearchRounded from '@mui/icons-material/SearchRounded'
import IconButton from '@mui/material/IconButton'
import InputAdornment from '@mui/material/InputAdornment'
import OutlinedInput from '@mui/material/OutlinedInput'
import { useTranslation } from 'react-i18next'

export interface SearchFieldProps {
  readonly label: string
  readonly text: string
  readonly onChange: (text: string) => void
}

const look = {
  width: 300,
  maxWidth: '100%',
  fontSize: '0.8125rem',
  pl: 1.25,
  pr: 0.5,
  '& input': { height: 32, p: '0 !important' },
  '& input::-webkit-search-cancel-button': { display: 'none' },
  '& .MuiInputAdornment-root': { mr: 0.75 },
}

export function SearchField({ label, text, onChange }: SearchFieldProps) {
  const { t } = useTranslation('common')
  return (
    <OutlinedInput
      type="search"
      value={text}
      placeholder={label}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={(event) => event.key === 'Escape' && onChange('')}
      sx={look}
      inputProps={{ 'aria-label': label, maxLength: 200, spellCheck: false }}
      startAdornment={
        <InputAdornment position="start">
          <SearchRounded sx={{ fontSize: 17 }} />
        </InputAdornment>
      }
      endAdornment={
        text !== '' && (
          <InputAdornment position="end">
            <IconButton aria-label={t('clearSearch')} onClick={() => onChange('')}>
              <CloseRounded />
            </IconButton>
          </InputAdornment>
        )
      }
    />
  )
}
