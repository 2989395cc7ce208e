import type { ReactNode } from 'react';
import { OwnerMark } from '@/components/ui/owner-mark';
import type { Author } from '@/lib/api-types';
import { cn } from '@/lib/cn';

interface BubbleProps {
  author: Author;
  /** Shown above the first message of a run. */
  name: string;
  startsRun: boolean;
  isNew?: boolean;
  /** Below the words: time, state, receipt. */
  footer?: ReactNode;
  children: ReactNode;
}

const looks: Record<NonNullable<Author>, string> = {
  contact: 'border bg-surface rounded-tl-sm',
  agent: 'bg-accent-soft rounded-tr-sm',
  member: 'bg-person-soft rounded-tr-sm',
  system: 'bg-sunken',
};

/** What one speaker said. The customer stands on the left, the organization (AI or person) on the right. */
export function Bubble({ author, name, startsRun, isNew, footer, children }: BubbleProps) {
  const isCustomer = author === 'contact';
  return (
    <div
      className={cn(
        'flex gap-2.5',
        startsRun && 'mt-3',
        isCustomer ? 'mr-4 md:mr-8' : 'ml-1 flex-row-reverse md:ml-8',
        isNew && 'animate-appear',
      )}
    >
      {!isCustomer && (
        <span className="w-6 shrink-0">
          {startsRun && <OwnerMark owner={author === 'agent' ? 'bot' : 'human'} className="mt-5 size-6" />}
        </span>
      )}
      <div className={cn('flex min-w-0 flex-col', isCustomer ? 'items-start' : 'items-end')}>
        {startsRun && <p className="mb-0.5 px-1 text-2xs font-medium text-ink-soft">{name}</p>}
        <div className={cn('max-w-[72ch] rounded-2xl px-3.5 py-2 break-words whitespace-pre-wrap', looks[author ?? 'system'])}>
          {children}
        </div>
        {footer}
      </div>
    </div>
  );
}
