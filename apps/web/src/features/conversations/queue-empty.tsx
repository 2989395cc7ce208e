'use client';

import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { NothingFoundDrawing } from '@/components/ui/drawings';
import { EmptyState } from '@/components/ui/empty-state';
import { routes } from '@/lib/routes';
import type { InboxView } from './use-inbox-view';

/** An empty queue: on the first day it invites to a conversation, with filters it offers the way back. */
export function QueueEmpty({ view, onNew }: { view: InboxView; onNew?: () => void }) {
  const t = useTranslations('inbox');
  if (view.isFiltered) {
    return (
      <EmptyState drawing={<NothingFoundDrawing />} title={t('empty.filteredTitle')} body={t('empty.filteredBody')}>
        {/* A real navigation: the search field starts afresh as well. */}
        <a href={routes.conversations} className="text-sm font-medium text-accent underline underline-offset-3">
          {t('filters.clear')}
        </a>
      </EmptyState>
    );
  }
  return (
    <EmptyState title={t('empty.queue')} body={t('empty.queueBody')}>
      {onNew && (
        <Button tone="primary" className="md:hidden" onClick={onNew}>
          {t('empty.firstAction')}
        </Button>
      )}
    </EmptyState>
  );
}
