import type { ReactNode } from 'react';

interface EmptyStateProps {
  drawing?: ReactNode;
  title: string;
  /** 1 where nothing else on the page is a heading. */
  level?: 1 | 2;
  body: string;
  children?: ReactNode;
}

/** Nothing here yet: one drawing, one sentence, one thing to do next. */
export function EmptyState({ drawing, title, level = 2, body, children }: EmptyStateProps) {
  const Heading = `h${level}` as const;
  return (
    <div className="flex h-full animate-late flex-col items-center justify-center gap-4 p-6 text-center">
      {drawing && <span className="text-line-strong">{drawing}</span>}
      <div className="max-w-72">
        <Heading className="text-base font-semibold">{title}</Heading>
        <p className="mt-1 text-sm text-balance text-ink-soft">{body}</p>
      </div>
      {children}
    </div>
  );
}
