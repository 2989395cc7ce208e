import { cn } from '@/lib/cn';

interface FactRowProps {
  label: string;
  value: string;
  strong?: boolean;
}

export function FactRow({ label, value, strong = false }: FactRowProps) {
  return (
    <div className="flex min-h-7 items-center justify-between gap-4 text-xs">
      <dt className="shrink-0 text-ink-soft">{label}</dt>
      <dd className={cn('figures min-w-0 text-right break-words', strong && 'text-sm font-semibold')}>{value}</dd>
    </div>
  );
}
