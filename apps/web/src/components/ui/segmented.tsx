'use client';

import type { LucideIcon } from 'lucide-react';
import { useId } from 'react';
import { cn } from '@/lib/cn';

interface SegmentedProps<T extends string> {
  label: string;
  value: T;
  options: readonly { value: T; label: string; icon?: LucideIcon }[];
  onChange: (value: T) => void;
  className?: string;
}

/** One choice among a few, all in sight. */
export function Segmented<T extends string>({ label, value, options, onChange, className }: SegmentedProps<T>) {
  const name = useId();
  return (
    <div role="radiogroup" aria-label={label} className={cn('inline-flex rounded-md bg-hover p-0.5', className)}>
      {options.map(({ value: item, label: text, icon: Icon }) => (
        <label
          key={item}
          className="relative flex h-6.5 min-w-7 shrink-0 grow items-center justify-center gap-1.5 rounded px-2.5 text-xs font-medium
            whitespace-nowrap text-ink-soft transition-colors hover:text-ink has-checked:bg-surface has-checked:text-ink
            has-checked:shadow-[0_1px_2px_rgb(0_0_0/12%)] has-focus-visible:outline-2 has-focus-visible:outline-accent
            dark:has-checked:bg-line-strong"
        >
          <input
            type="radio"
            name={name}
            value={item}
            checked={item === value}
            className="absolute inset-0 cursor-pointer appearance-none outline-none"
            onChange={() => onChange(item)}
          />
          {Icon && <Icon className="size-3.5" aria-hidden />}
          {text}
        </label>
      ))}
    </div>
  );
}
