/** The drawn mark: a doorway whose keyhole is the way in. */
export function LogoMark({ size = 22 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <rect width="24" height="24" rx="6" fill="var(--dw-palette-brand)" />
      <g fill="none" stroke="#fff" strokeWidth="2" strokeLinecap="round">
        <path d="M7 19.5V8a5 5 0 0 1 10 0v11.5" />
        <path d="M12 12.5v4" />
      </g>
      <circle cx="12" cy="12" r="1.75" fill="#fff" />
    </svg>
  )
}
