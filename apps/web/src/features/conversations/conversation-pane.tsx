'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ErrorState } from '@/components/ui/error-state';
import { usePreferences } from '@/lib/preferences';
import { useHotkeys } from '@/lib/use-hotkeys';
import { useMediaQuery } from '@/lib/use-media-query';
import { Composer } from './composer';
import { ContextPanel } from './context-panel';
import { ConversationHeader } from './conversation-header';
import { conversationOptions } from './queries';
import { Thread } from './thread';
import { ThreadSkeleton } from './thread-skeleton';
import { useLiveThread } from './use-live-thread';
import { useThread } from './use-thread';

interface ConversationPaneProps {
  id: string;
  /** Then the cursor is in the composer. */
  hasJustBegun: boolean;
  onBack: () => void;
}

/** One conversation: its header, its messages, the composer and, when there is room, the customer's panel. */
export function ConversationPane({ id, hasJustBegun, onBack }: ConversationPaneProps) {
  const { data: conversation, error, refetch } = useQuery(conversationOptions(id));
  const thread = useThread(id);
  useLiveThread(id);
  const wide = useMediaQuery('(min-width: 1160px)');
  const { contextOpen, setContextOpen } = usePreferences();
  const [sheetOpen, setSheetOpen] = useState(false);
  const [chosenReply, setChosenReply] = useState<string | null>(null);
  const docked = wide && contextOpen;
  const toggleContext = () => (wide ? setContextOpen(!contextOpen) : setSheetOpen(!sheetOpen));
  useHotkeys({ I: toggleContext });

  if (error && !conversation) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!conversation) return <ThreadSkeleton />;

  const replies = thread.messages.filter((message) => message.receipt !== null);
  const shownReply = replies.find((message) => message.id === chosenReply) ?? replies.at(-1) ?? null;
  const panel = { conversation, reply: shownReply, isLatest: shownReply === (replies.at(-1) ?? null) };

  return (
    <div className="flex h-full min-w-0">
      <section className="flex h-full min-w-0 flex-1 flex-col">
        <ConversationHeader
          conversation={conversation}
          contextOpen={wide ? contextOpen : sheetOpen}
          onContext={toggleContext}
          onBack={onBack}
        />
        {sheetOpen && !wide
          ? <ContextPanel {...panel} className="min-h-0 flex-1" />
          : (
            <>
              <Thread
                conversation={conversation}
                thread={thread}
                chosenReply={docked ? (shownReply?.id ?? null) : chosenReply}
                receiptInline={!docked}
                onChooseReply={(replyId) => setChosenReply(!docked && replyId === chosenReply ? null : replyId)}
              />
              <Composer conversation={conversation} autoFocus={hasJustBegun} />
            </>
          )}
      </section>
      {docked && <ContextPanel {...panel} className="h-full w-85 shrink-0 border-l" />}
    </div>
  );
}
