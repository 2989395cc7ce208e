import type { ReactNode } from 'react';

interface ReceiptRowProps {
  label: string;
  value: ReactNode;
  note?: ReactNode;
}

/** A label, dots, a value: one line of the receipt. */
export function ReceiptRow({ label, value, note }: ReceiptRowProps) {
  return (
    <div className="flex flex-wrap items-baseline gap-x-1.5 py-1 text-xs">
      <dt className="flex flex-1 items-baseline gap-1.5 whitespace-nowrap text-ink-soft">
        {label}
        <span aria-hidden className="leader" />
      </dt>
      <dd className="figures min-w-0 text-right font-medium">{value}</dd>
      {note && <dd className="figures basis-full text-right text-2xs text-ink-faint">{note}</dd>}
    </div>
  );
}
