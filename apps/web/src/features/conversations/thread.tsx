'use client';

import { ArrowDown } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { ErrorState } from '@/components/ui/error-state';
import type { Conversation } from '@/lib/api-types';
import { useStickToBottom } from '@/lib/use-stick-to-bottom';
import { DaySeparator } from './day-separator';
import { EventLine } from './event-line';
import { MessageRow } from './message-row';
import { OutgoingRow } from './outgoing-row';
import { ReplyRow } from './reply-row';
import { ThinkingRow } from './thinking-row';
import { ThreadEmpty } from './thread-empty';
import { threadItems, type ThreadItem } from './thread-items';
import type { useThread } from './use-thread';

interface ThreadProps {
  conversation: Conversation;
  thread: ReturnType<typeof useThread>;
  chosenReply: string | null;
  /** Whether a chosen receipt unfolds below its reply, because there is no panel to show it in. */
  receiptInline: boolean;
  onChooseReply: (id: string) => void;
}

export function Thread({ conversation, thread, chosenReply, receiptInline, onChooseReply }: ThreadProps) {
  const t = useTranslations('inbox.thread');
  const { scroller, content, isAway, toBottom } = useStickToBottom();
  const { messages, outgoing, replies } = thread;
  const botAnswers = conversation.owner === 'bot' && conversation.status === 'open';
  const items = useMemo(() => threadItems(messages, outgoing, replies, botAnswers), [messages, outgoing, replies, botAnswers]);

  const draw = (item: ThreadItem) => {
    switch (item.kind) {
      case 'day':
        return <DaySeparator key={item.key} date={item.date} />;
      case 'event':
        return <EventLine key={item.key} message={item.message} />;
      case 'message':
        return (
          <MessageRow
            key={item.key}
            message={item.message}
            startsRun={item.startsRun}
            agentName={conversation.agent_name}
            contactName={conversation.contact_name ?? null}
            receiptChosen={chosenReply === item.message.id}
            receiptInline={receiptInline}
            onChooseReceipt={() => onChooseReply(item.message.id)}
          />
        );
      case 'outgoing':
        return <OutgoingRow key={item.key} item={item.item} startsRun={item.startsRun} contactName={conversation.contact_name ?? null} />;
      case 'reply':
        return <ReplyRow key={item.key} reply={item.reply} startsRun={item.startsRun} agentName={conversation.agent_name} />;
      case 'thinking':
        return <ThinkingRow key={item.key} agentName={conversation.agent_name} />;
    }
  };

  if (thread.error) return <div className="min-h-0 flex-1"><ErrorState error={thread.error} onRetry={() => void thread.refetch()} /></div>;
  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={scroller}
        role="log"
        aria-label={t('label')}
        aria-busy={replies.length > 0}
        tabIndex={0}
        className="scroll-quiet h-full overflow-y-auto overscroll-contain -outline-offset-2"
      >
        <div ref={content} className="mx-auto flex min-h-full w-full max-w-190 flex-col justify-end gap-1 px-3 py-4 md:px-6">
          {thread.hasOlder && (
            <Button size="small" tone="bare" className="self-center" disabled={thread.loadingOlder} onClick={() => void thread.loadOlder()}>
              {t('older')}
            </Button>
          )}
          {!thread.isLoading && items.length === 0 && <ThreadEmpty agentName={conversation.agent_name} />}
          {items.map(draw)}
        </div>
      </div>
      {isAway && (
        <Button size="small" className="absolute bottom-3 left-1/2 -translate-x-1/2 rounded-full shadow-float" onClick={toBottom}>
          <ArrowDown className="size-3.5" aria-hidden />
          {t('newMessages')}
        </Button>
      )}
    </div>
  );
}
