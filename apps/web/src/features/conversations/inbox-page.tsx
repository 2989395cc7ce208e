'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { cn } from '@/lib/cn';
import { can } from '@/lib/permissions';
import { useHotkeys } from '@/lib/use-hotkeys';
import { useWorkspace } from '@/lib/workspace';
import { ConversationPane } from './conversation-pane';
import { NothingSelected } from './nothing-selected';
import { OfflineBanner } from './offline-banner';
import { Queue } from './queue';
import { useInboxView } from './use-inbox-view';
import { useLiveQueue } from './use-live-queue';

/** Comes after the page: it brings the form library, which the first look at the queue does not need. */
const NewConversationDialog = dynamic(
  () => import('./new-conversation-dialog').then((module) => module.NewConversationDialog),
  { ssr: false },
);

/** Queue, thread and customer side by side; on a phone one of them at a time. */
export function InboxPage() {
  const t = useTranslations('inbox');
  const view = useInboxView();
  const live = useLiveQueue();
  const [creating, setCreating] = useState(false);
  const { organization } = useWorkspace();
  const onNew = can.serve(organization.role) ? () => setCreating(true) : undefined;
  useHotkeys({ N: onNew, Esc: () => view.selectedId && view.select(null) });

  return (
    <main className="flex min-h-0 flex-1 flex-col">
      <h1 className="sr-only">{t('title')}</h1>
      <OfflineBanner offline={live === 'offline'} />
      <div className="flex min-h-0 flex-1">
        <Queue
          view={view}
          onNew={onNew}
          className={cn('w-full md:w-80 md:border-r', view.selectedId && 'hidden md:flex')}
        />
        <div className={cn('min-h-0 min-w-0 flex-1', !view.selectedId && 'hidden md:block')}>
          {view.selectedId
            ? <ConversationPane key={view.selectedId} id={view.selectedId} onBack={() => view.select(null)} />
            : <NothingSelected view={view} onNew={onNew} />}
        </div>
      </div>
      <NewConversationDialog open={creating} onOpenChange={setCreating} onCreated={view.select} />
    </main>
  );
}
