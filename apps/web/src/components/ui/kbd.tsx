import { cn } from '@/lib/cn';

export function Kbd({ children, inverse = false }: { children: string; inverse?: boolean }) {
  return (
    <kbd
      className={cn(
        'inline-grid h-5 min-w-5 place-items-center rounded border px-1 font-sans text-2xs font-medium',
        inverse ? 'border-current' : 'border-line-strong bg-sunken text-ink-soft',
      )}
    >
      {children}
    </kbd>
  );
}
