import type { ReactNode } from 'react';

interface ReceiptRowProps {
  label: string;
  value: ReactNode;
  note?: ReactNode;
}

/** A label, dots, a value: one line of the receipt. */
export function ReceiptRow({ label, value, note }: ReceiptRowProps) {
  return (
    <div className="py-1">
      <div className="flex items-baseline gap-1.5 text-xs">
        <dt className="shrink-0 text-ink-soft">{label}</dt>
        <span aria-hidden className="leader" />
        <dd className="figures min-w-0 text-right font-medium">{value}</dd>
      </div>
      {note && <dd className="figures text-right text-2xs text-ink-faint">{note}</dd>}
    </div>
  );
}
