'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useProblemText } from '@/components/ui/use-problem-text';
import { api, read } from '@/lib/api';
import { newId } from '@/lib/ids';
import { toProblem } from '@/lib/problem';
import { useToasts } from '@/lib/toasts';
import { useOutbox, type OutgoingMessage, type Speaker } from './outbox';
import { threadOptions } from './queries';
import { foldMessages } from './thread-state';

/** Sends words as the customer or as the person. They are in the thread at once, and stay there when sending fails. */
export function useSendMessage(conversationId: string) {
  const client = useQueryClient();
  const explain = useProblemText();
  const { put, remove } = useOutbox();
  const show = useToasts((state) => state.show);
  const { queryKey } = threadOptions(conversationId);

  const deliver = async (item: OutgoingMessage) => {
    put({ ...item, state: 'sending' });
    try {
      // The id makes a second try harmless: what arrived the first time is not stored again.
      const request = { params: { path: { id: conversationId } }, body: { text: item.text, client_message_id: item.clientId } };
      if (item.speaker === 'customer') {
        await read(api.POST('/api/v1/conversations/{id}/messages', request));
        // The stream usually brings the message first; this covers a stream that is down.
        await client.invalidateQueries({ queryKey });
      } else {
        const message = await read(api.POST('/api/v1/conversations/{id}/replies', request));
        client.setQueryData(queryKey, (thread) => thread && { ...thread, state: foldMessages(thread.state, [message]) });
      }
      remove(item.clientId);
    } catch (error) {
      put({ ...item, state: 'failed' });
      show({ tone: 'failed', text: explain(error), detail: toProblem(error).code });
    }
  };

  return {
    send: (speaker: Speaker, text: string) => {
      void deliver({
        clientId: newId(),
        conversationId,
        speaker,
        text,
        createdAt: new Date().toISOString(),
        state: 'sending',
      });
    },
    resend: (item: OutgoingMessage) => void deliver(item),
    discard: (item: OutgoingMessage) => remove(item.clientId),
  };
}
