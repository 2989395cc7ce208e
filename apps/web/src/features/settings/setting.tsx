import type { ReactNode } from 'react';

interface SettingProps {
  label: string;
  hint?: string;
  children: ReactNode;
}

/** One setting on one line: what it is on the left, its value on the right. */
export function Setting({ label, hint, children }: SettingProps) {
  return (
    <div className="flex min-h-9 flex-wrap items-center justify-between gap-x-6 gap-y-2">
      <div className="min-w-0 flex-1 basis-52">
        <p className="text-sm font-medium">{label}</p>
        {hint && <p className="text-xs text-ink-faint">{hint}</p>}
      </div>
      {children}
    </div>
  );
}
