import type { ComponentProps } from 'react';
import { cn } from '@/lib/cn';

const tones = {
  primary: 'bg-accent text-on-accent hover:bg-accent-hover border-transparent',
  quiet: 'bg-surface text-ink hover:bg-hover border-line-strong',
  bare: 'border-transparent text-ink-soft hover:bg-hover hover:text-ink',
};

const sizes = {
  small: 'h-7 px-2.5 text-xs gap-1.5',
  medium: 'h-8 px-3 text-sm gap-2',
  large: 'h-10 px-4 text-base gap-2',
};

interface ButtonProps extends ComponentProps<'button'> {
  tone?: keyof typeof tones;
  size?: keyof typeof sizes;
}

export function Button({ tone = 'quiet', size = 'medium', className, type = 'button', ...rest }: ButtonProps) {
  return (
    <button
      type={type}
      className={cn(
        'inline-flex shrink-0 items-center justify-center rounded-md border font-medium whitespace-nowrap transition-colors',
        'disabled:cursor-not-allowed disabled:opacity-55',
        tones[tone],
        sizes[size],
        className,
      )}
      {...rest}
    />
  );
}
