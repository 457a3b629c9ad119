import Box from '@mui/material/Box'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'react-router'
import { type Crumb, listCrumbs } from './list-crumbs.ts'

export function Breadcrumbs() {
  const { t } = useTranslation('frame')
  // The labels follow a change of language.
  useTranslation()
  const crumbs = listCrumbs(useLocation().pathname)

  return (
    <Box component="nav" aria-label={t('breadcrumbs')} sx={{ flex: 1, minWidth: 0 }}>
      <Box
        component="ol"
        sx={{ display: 'flex', alignItems: 'center', m: 0, p: 0, listStyle: 'none', minWidth: 0 }}
      >
        {crumbs.map((crumb, index) => (
          <CrumbItem key={crumb.to} crumb={crumb} isLast={index === crumbs.length - 1} />
        ))}
      </Box>
    </Box>
  )
}

function CrumbItem({ crumb, isLast }: { crumb: Crumb; isLast: boolean }) {
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        minWidth: isLast ? 60 : 24,
        flexShrink: isLast ? 1 : 3,
        fontSize: '0.8125rem',
        '& a': {
          color: isLast ? 'text.primary' : 'text.secondary',
          fontWeight: isLast ? 500 : 400,
          textDecoration: 'none',
          lineHeight: '24px',
          px: 0.5,
          borderRadius: '5px',
          whiteSpace: 'nowrap',
          overflow: 'hidden',
          textOverflow: 'ellipsis',
        },
        '& a:hover': { color: 'text.primary', bgcolor: 'action.selected' },
      }}
    >
      <Link to={crumb.to} title={crumb.label} {...(isLast && { 'aria-current': 'page' })}>
        {crumb.label}
      </Link>
      {!isLast && (
        <Box
          component="span"
          aria-hidden
          sx={{ color: 'text.disabled', lineHeight: '24px', px: 0.25 }}
        >
          /
        </Box>
      )}
    </Box>
  )
}
