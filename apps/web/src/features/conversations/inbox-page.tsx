'use client';

import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { cn } from '@/lib/cn';
import { can } from '@/lib/permissions';
import { useHotkeys } from '@/lib/use-hotkeys';
import { useWorkspace } from '@/lib/workspace';
import { NothingSelected } from './nothing-selected';
import { OfflineBanner } from './offline-banner';
import { Queue } from './queue';
import { ThreadSkeleton } from './thread-skeleton';
import { useBegun } from './use-begun';
import { useInboxView } from './use-inbox-view';
import { useLiveQueue } from './use-live-queue';

/** The first look is at the queue: the thread with its receipts, and the form library, come right after it. */
const loadPane = () => import('./conversation-pane').then((module) => ({ default: module.ConversationPane }));
const loadDialog = () => import('./new-conversation-dialog').then((module) => ({ default: module.NewConversationDialog }));
const ConversationPane = lazy(loadPane);
const NewConversationDialog = lazy(loadDialog);

/** Queue, thread and customer side by side; on a phone one of them at a time. */
export function InboxPage() {
  const t = useTranslations('inbox');
  const view = useInboxView();
  const { begunId, begin } = useBegun(view);
  const live = useLiveQueue();
  const [creating, setCreating] = useState(false);
  const { organization } = useWorkspace();
  const onNew = can.serve(organization.role) ? () => setCreating(true) : undefined;
  useEffect(() => {
    // A failed read is not lost: whoever opens the conversation or the dialog reads again.
    Promise.all([loadPane(), loadDialog()]).catch(() => undefined);
  }, []);
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
            ? (
              <Suspense fallback={<ThreadSkeleton />}>
                <ConversationPane
                  key={view.selectedId}
                  id={view.selectedId}
                  hasJustBegun={view.selectedId === begunId}
                  onBack={() => view.select(null)}
                />
              </Suspense>
            )
            : <NothingSelected view={view} onNew={onNew} onBegun={begin} />}
        </div>
      </div>
      {creating && (
        <Suspense>
          <NewConversationDialog open onOpenChange={setCreating} onCreated={begin} />
        </Suspense>
      )}
    </main>
  );
}
