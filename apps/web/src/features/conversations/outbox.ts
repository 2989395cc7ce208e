import { create } from 'zustand';
import type { Message } from '@/lib/api-types';

export type Speaker = 'customer' | 'member';

/** What a person sent and the server has not confirmed yet. */
export interface OutgoingMessage {
  clientId: string;
  conversationId: string;
  speaker: Speaker;
  text: string;
  createdAt: string;
  state: 'sending' | 'failed';
}

interface Outbox {
  items: OutgoingMessage[];
  put: (item: OutgoingMessage) => void;
  remove: (clientId: string) => void;
}

export const useOutbox = create<Outbox>()((set) => ({
  items: [],
  put: (item) => set(({ items }) => ({ items: [...items.filter((other) => other.clientId !== item.clientId), item] })),
  remove: (clientId) => set(({ items }) => ({ items: items.filter((item) => item.clientId !== clientId) })),
}));

/** Those that are not among the stored messages yet: the live stream may bring a message before its own answer does. */
export function unconfirmed(items: readonly OutgoingMessage[], messages: readonly Message[]): OutgoingMessage[] {
  const stored = new Set(messages.map((message) => message.client_message_id));
  return items.filter((item) => !stored.has(item.clientId));
}
