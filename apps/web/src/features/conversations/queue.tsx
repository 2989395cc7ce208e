'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useRef } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { ErrorState } from '@/components/ui/error-state';
import { Hint } from '@/components/ui/hint';
import { cn } from '@/lib/cn';
import { useHotkeys } from '@/lib/use-hotkeys';
import { useNow } from '@/lib/use-now';
import { useWorkspace } from '@/lib/workspace';
import { conversationsOptions } from './queries';
import { QueueEmpty } from './queue-empty';
import { QueueFilters } from './queue-filters';
import { QueueRow } from './queue-row';
import { QueueSkeleton } from './queue-skeleton';
import type { InboxView } from './use-inbox-view';

interface QueueProps {
  view: InboxView;
  /** Absent for a role that may only read. */
  onNew?: () => void;
  className?: string;
}

export function Queue({ view, onNew, className }: QueueProps) {
  const t = useTranslations('inbox');
  const { organization } = useWorkspace();
  const list = useRef<HTMLUListElement>(null);
  const now = useNow(30_000);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    ...conversationsOptions(organization.id, view.filter),
    placeholderData: (previous) => previous,
  });
  const conversations = data?.pages.flatMap((page) => page.data) ?? [];
  useHotkeys({ J: () => moveFocus(list.current, 1), K: () => moveFocus(list.current, -1) });

  return (
    <section aria-label={t('queue.label')} className={cn('flex min-h-0 flex-col', className)}>
      <header className="flex h-12 shrink-0 items-center justify-between gap-2 px-4">
        <h2 className="truncate text-base font-semibold">
          {t('title')} <span className="font-normal text-ink-faint">{organization.name}</span>
        </h2>
        {onNew && (
          <Hint text={t('new')} keys="N">
            <Button tone="primary" size="small" aria-label={t('new')} className="px-2" onClick={onNew}>
              <Plus className="size-4" aria-hidden />
            </Button>
          </Hint>
        )}
      </header>
      <QueueFilters view={view} />
      <div className="scroll-quiet min-h-0 flex-1 overflow-y-auto">
        {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
        {!error && !data && <QueueSkeleton />}
        {data && conversations.length === 0 && <QueueEmpty view={view} onNew={onNew} />}
        <ul ref={list}>
          {conversations.map((conversation) => (
            <QueueRow key={conversation.id} conversation={conversation} view={view} now={now} />
          ))}
        </ul>
        {hasNextPage && (
          <div className="flex justify-center p-3">
            <Button size="small" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              {t('queue.more')}
            </Button>
          </div>
        )}
      </div>
    </section>
  );
}

/** Moves the focus to the next or previous row; from outside the list it starts at the open conversation. */
function moveFocus(list: HTMLUListElement | null, step: 1 | -1): void {
  const rows = Array.from(list?.querySelectorAll('a') ?? []);
  const focused = rows.findIndex((row) => row === document.activeElement);
  const current = focused >= 0 ? focused : rows.findIndex((row) => row.ariaCurrent === 'true');
  rows[Math.min(Math.max(current + step, 0), rows.length - 1)]?.focus();
}
