import type { ReactNode } from 'react';

interface EmptyStateProps {
  drawing?: ReactNode;
  title: string;
  body: string;
  children?: ReactNode;
}

/** Nothing here yet: one drawing, one sentence, one thing to do next. */
export function EmptyState({ drawing, title, body, children }: EmptyStateProps) {
  return (
    <div className="flex h-full animate-late flex-col items-center justify-center gap-4 p-6 text-center">
      {drawing && <span className="text-line-strong">{drawing}</span>}
      <div className="max-w-72">
        <h2 className="text-base font-semibold">{title}</h2>
        <p className="mt-1 text-sm text-ink-soft">{body}</p>
      </div>
      {children}
    </div>
  );
}
