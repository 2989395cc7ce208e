import type { ReactNode } from 'react';

function Drawing({ children }: { children: ReactNode }) {
  return (
    <svg
      viewBox="0 0 120 72"
      className="h-18 w-30"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

/** Two speakers, a circle and a hexagon, with a line between them. */
export function ConversationDrawing() {
  return (
    <Drawing>
      <circle cx="24" cy="36" r="13" />
      <path d="m96 22 12.1 7v14L96 50l-12.1-7V29z" stroke="var(--accent)" />
      <path d="M43 31h22M43 41h14" />
      <path d="M77 41H65" stroke="var(--accent)" strokeDasharray="1 4" />
      <path d="M20 36h.01M24 36h.01M28 36h.01" strokeWidth="2.5" />
      <path d="M92 39v-3M96 39v-6M100 39v-9" stroke="var(--accent)" strokeWidth="2" />
    </Drawing>
  );
}

/** A strip of receipt paper still without print. */
export function ReceiptDrawing() {
  return (
    <Drawing>
      <path d="M42 8h36v54l-4.5-4-4.5 4-4.5-4-4.5 4-4.5-4-4.5 4-4.5-4-4.5 4z" />
      <path d="M50 19h10M66 19h4M50 27h14M68 27h2" />
      <path d="M52 48v-5M57.3 48v-8M62.6 48V37M68 48V34" stroke="var(--accent)" strokeWidth="2.5" />
    </Drawing>
  );
}

/** A magnifying glass over an empty list. */
export function NothingFoundDrawing() {
  return (
    <Drawing>
      <path d="M26 20h42M26 34h22M26 48h22" />
      <circle cx="70" cy="40" r="13" stroke="var(--accent)" />
      <path d="m79.5 49.5 10 10" stroke="var(--accent)" strokeWidth="2.5" />
    </Drawing>
  );
}

/** A plug out of its socket. */
export function UnpluggedDrawing() {
  return (
    <Drawing>
      <path d="M10 36h24M34 26h10v20H34zM44 31h7M44 41h7" />
      <path d="M110 36H86M86 24H76v24h10z" />
      <path d="M60 30v.01M64 36v.01M60 42v.01" strokeWidth="2.5" />
    </Drawing>
  );
}

/** A closed lock. */
export function LockedDrawing() {
  return (
    <Drawing>
      <rect x="43" y="32" width="34" height="26" rx="4" />
      <path d="M50 32v-8a10 10 0 0 1 20 0v8M60 43v5" />
    </Drawing>
  );
}
