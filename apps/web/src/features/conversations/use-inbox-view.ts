'use client';

import { useSearchParams } from 'next/navigation';
import { useMemo } from 'react';
import type { ConversationFilter } from '@/lib/api-types';
import { conversationUrl, routes } from '@/lib/routes';

export interface InboxView {
  selectedId: string | null;
  filter: ConversationFilter;
  /** Whether the queue shows less than all open conversations. */
  isFiltered: boolean;
  hrefOf: (id: string) => string;
  select: (id: string | null) => void;
  setFilter: (filter: ConversationFilter) => void;
}

/** Selection and filters live in the address, so that a view can be shared, reloaded and left with Back. */
export function useInboxView(): InboxView {
  const params = useSearchParams();
  return useMemo(() => {
    const owner = params.get('owner');
    const q = params.get('q') ?? undefined;
    const filter: ConversationFilter = {
      status: params.get('status') === 'closed' ? 'closed' : 'open',
      owner: owner === 'bot' || owner === 'human' ? owner : undefined,
      q,
    };
    return {
      selectedId: params.get('id'),
      filter,
      isFiltered: filter.status === 'closed' || filter.owner !== undefined || Boolean(q),
      hrefOf: (id) => conversationUrl(id, params),
      select: (id) => window.history.pushState(null, '', conversationUrl(id, params)),
      setFilter: (next) => window.history.replaceState(null, '', filterUrl(params, next)),
    };
  }, [params]);
}

function filterUrl(current: URLSearchParams, filter: ConversationFilter): string {
  const params = new URLSearchParams();
  const id = current.get('id');
  if (id) params.set('id', id);
  if (filter.status === 'closed') params.set('status', 'closed');
  if (filter.owner) params.set('owner', filter.owner);
  if (filter.q) params.set('q', filter.q);
  const query = params.toString();
  return query ? `${routes.conversations}?${query}` : routes.conversations;
}
