'use client';

import type { LucideIcon } from 'lucide-react';
import { ToggleGroup } from 'radix-ui';
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
  return (
    <ToggleGroup.Root
      type="single"
      aria-label={label}
      value={value}
      onValueChange={(next) => {
        const option = options.find((item) => item.value === next);
        if (option) onChange(option.value);
      }}
      className={cn('inline-flex rounded-md bg-hover p-0.5', className)}
    >
      {options.map(({ value: item, label: text, icon: Icon }) => (
        <ToggleGroup.Item
          key={item}
          value={item}
          className="flex h-6.5 flex-1 items-center justify-center gap-1.5 rounded px-2.5 text-xs font-medium whitespace-nowrap
            text-ink-soft transition-colors hover:text-ink data-[state=on]:bg-surface data-[state=on]:text-ink
            data-[state=on]:shadow-[0_1px_2px_rgb(0_0_0/12%)] dark:data-[state=on]:bg-line-strong"
        >
          {Icon && <Icon className="size-3.5" aria-hidden />}
          {text}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
