/** The product's mark: the hexagon of the AI holding the rungs of the ladder. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={className} aria-hidden="true">
      <path fill="currentColor" d="M16 1.5 28.6 8.7v14.6L16 30.5 3.4 23.3V8.7z" />
      <g fill="var(--surface)">
        <rect x="8.6" y="19" width="3.1" height="4" rx="1" />
        <rect x="12.6" y="16" width="3.1" height="7" rx="1" />
        <rect x="16.6" y="13" width="3.1" height="10" rx="1" />
        <rect x="20.6" y="10" width="3.1" height="13" rx="1" />
      </g>
    </svg>
  );
}
