'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { useProblemText } from '@/components/ui/use-problem-text';
import { api, read } from '@/lib/api';
import type { Conversation } from '@/lib/api-types';
import { toProblem } from '@/lib/problem';
import { useToasts } from '@/lib/toasts';
import { useWorkspace } from '@/lib/workspace';
import { applyConversation } from './conversation-cache';
import { conversationOptions } from './queries';

export type ConversationAction = 'takeOver' | 'handBack' | 'close' | 'reopen';

interface Change {
  action: ConversationAction;
  note?: string;
  /** True for a change that takes another one back: it offers no undo of its own. */
  isUndo?: boolean;
}

const opposite: Record<ConversationAction, ConversationAction> = {
  takeOver: 'handBack',
  handBack: 'takeOver',
  close: 'reopen',
  reopen: 'close',
};

const expected: Record<ConversationAction, Partial<Conversation>> = {
  takeOver: { owner: 'human' },
  handBack: { owner: 'bot' },
  close: { status: 'closed' },
  reopen: { status: 'open' },
};

/** Takes over, hands back, closes and reopens: shown at once, taken back when the server refuses, undone on request. */
export function useConversationActions(id: string) {
  const client = useQueryClient();
  const t = useTranslations('inbox.done');
  const explain = useProblemText();
  const show = useToasts((state) => state.show);
  const { organization } = useWorkspace();
  const { queryKey } = conversationOptions(id);

  const mutation = useMutation({
    mutationFn: ({ action, note }: Change) => request(id, action, note),
    onMutate: ({ action }) => {
      const before = client.getQueryData(queryKey);
      if (before) client.setQueryData(queryKey, { ...before, ...expected[action] });
      return { before };
    },
    onSuccess: (conversation, { action, isUndo }) => {
      applyConversation(client, organization.id, conversation);
      const undo = { label: t('undo'), run: () => mutation.mutate({ action: opposite[action], isUndo: true }) };
      show({ tone: 'done', text: t(action), action: isUndo ? undefined : undo });
    },
    onError: (error, _, context) => {
      if (context?.before) client.setQueryData(queryKey, context.before);
      show({ tone: 'failed', text: explain(error), detail: toProblem(error).code });
    },
  });
  return { run: (change: Change) => mutation.mutate(change), isPending: mutation.isPending };
}

function request(id: string, action: ConversationAction, note?: string): Promise<Conversation> {
  const params = { path: { id } };
  switch (action) {
    case 'takeOver':
      return read(api.POST('/api/v1/conversations/{id}/takeover', { params }));
    case 'handBack':
      return read(api.POST('/api/v1/conversations/{id}/handback', { params, body: note ? { note } : {} }));
    case 'close':
      return read(api.POST('/api/v1/conversations/{id}/close', { params }));
    case 'reopen':
      return read(api.POST('/api/v1/conversations/{id}/reopen', { params }));
  }
}
