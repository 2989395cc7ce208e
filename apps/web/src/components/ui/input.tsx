import type { ComponentProps } from 'react';
import { cn } from '@/lib/cn';

export const inputLook = cn(
  'w-full rounded-md border border-line-strong bg-surface px-3 text-base transition-colors',
  'hover:border-ink-faint focus-visible:border-accent focus-visible:outline-offset-0 aria-invalid:border-danger',
);

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input className={cn(inputLook, 'h-9', className)} {...rest} />;
}
