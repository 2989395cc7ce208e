'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { MessageSquarePlus } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { ConversationDrawing } from '@/components/ui/drawings';
import { EmptyState } from '@/components/ui/empty-state';
import { useWorkspace } from '@/lib/workspace';
import { conversationsOptions } from './queries';
import type { InboxView } from './use-inbox-view';

/** The middle of the inbox before a conversation is chosen; on the first day, an invitation to start one. */
export function NothingSelected({ view, onNew }: { view: InboxView; onNew?: () => void }) {
  const t = useTranslations('inbox');
  const { organization } = useWorkspace();
  const { data } = useInfiniteQuery(conversationsOptions(organization.id, view.filter));
  const isFirstDay = !view.isFiltered && data?.pages[0]?.data.length === 0;
  if (!isFirstDay || !onNew) {
    return (
      <div className="h-full bg-sunken">
        <EmptyState drawing={<ConversationDrawing />} title={t('empty.pickTitle')} body={t('empty.pickBody')} />
      </div>
    );
  }
  return (
    <div className="h-full bg-sunken">
      <EmptyState drawing={<ConversationDrawing />} title={t('empty.firstTitle')} body={t('empty.firstBody')}>
        <Button tone="primary" size="large" onClick={onNew}>
          <MessageSquarePlus className="size-4" aria-hidden />
          {t('empty.firstAction')}
        </Button>
      </EmptyState>
    </div>
  );
}
