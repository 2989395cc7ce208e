'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { MessageSquarePlus } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { ConversationDrawing } from '@/components/ui/drawings';
import { EmptyState } from '@/components/ui/empty-state';
import { can } from '@/lib/permissions';
import { agentsOptions } from '@/lib/queries/agents';
import { useWorkspace } from '@/lib/workspace';
import { conversationsOptions } from './queries';
import type { InboxView } from './use-inbox-view';

const FirstAgent = lazy(() => import('./first-agent').then((module) => ({ default: module.FirstAgent })));

interface NothingSelectedProps {
  view: InboxView;
  /** Absent for a role that may only read. */
  onNew?: () => void;
  onBegun: (conversationId: string) => void;
}

/** The middle of the inbox before a conversation is chosen; on the first day, the way to the first one. */
export function NothingSelected({ view, onNew, onBegun }: NothingSelectedProps) {
  const t = useTranslations('inbox.empty');
  const { organization } = useWorkspace();
  const { data } = useInfiniteQuery(conversationsOptions(organization.id, view.filter));
  const isFirstDay = onNew !== undefined && !view.isFiltered && data?.pages[0]?.data.length === 0;
  const { data: agents, isPending } = useQuery({ ...agentsOptions(organization.id), enabled: isFirstDay });
  const needsAgent = agents?.data.length === 0 && can.createAgents(organization.role);

  return (
    <div className="scroll-quiet h-full overflow-y-auto bg-sunken">
      {!isFirstDay && <EmptyState drawing={<ConversationDrawing />} title={t('pickTitle')} body={t('pickBody')} />}
      {isFirstDay && !isPending && needsAgent && <Suspense><FirstAgent onCreated={onBegun} /></Suspense>}
      {isFirstDay && !isPending && !needsAgent && (
        <EmptyState drawing={<ConversationDrawing />} title={t('firstTitle')} body={t('firstBody')}>
          <Button tone="primary" size="large" onClick={onNew}>
            <MessageSquarePlus className="size-4" aria-hidden />
            {t('firstAction')}
          </Button>
        </EmptyState>
      )}
    </div>
  );
}
