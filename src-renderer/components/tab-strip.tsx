import Box from '@mui/material/Box'
import Tab from '@mui/material/Tab'
import Tabs from '@mui/material/Tabs'
import type { ReactNode } from 'react'

export interface TabStripProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly tabs: readonly {
    readonly value: Value
    readonly label: string
    readonly count?: number
  }[]
  readonly onChange: (value: Value) => void
}

export function TabStrip<Value extends string>(props: TabStripProps<Value>) {
  return (
    <Tabs
      value={props.value}
      onChange={(_, value: Value) => props.onChange(value)}
      aria-label={props.label}
      // Those that do not fit are reached by buttons at the ends.
      variant="scrollable"
      allowScrollButtonsMobile
    >
      {props.tabs.map(({ value, label, count }) => (
        <Tab
          key={value}
          id={`tab-${value}`}
          aria-controls={`panel-${value}`}
          value={value}
          label={<TabLabel label={label} count={count} />}
        />
      ))}
    </Tabs>
  )
}

export function TabPanel({ value, children }: { value: string; children: ReactNode }) {
  return (
    <Box role="tabpanel" id={`panel-${value}`} aria-labelledby={`tab-${value}`} sx={{ pt: 2 }}>
      {children}
    </Box>
  )
}

function TabLabel({ label, count }: { label: string; count: number | undefined }) {
  return (
    <span>
      {label}
      {count !== undefined && (
        <Box
          component="span"
          sx={{
            ml: 0.75,
            color: 'text.secondary',
            fontWeight: 400,
            fontVariantNumeric: 'tabular-nums',
          }}
        >
          {count}
        </Box>
      )}
    </span>
  )
}
