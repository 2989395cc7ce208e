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
  /** The last message that was known when this one was sent. */
  afterSequence: number;
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
  return items.filter((item) => !messages.some((message) => isSame(item, message)));
}

function isSame(item: OutgoingMessage, message: Message): boolean {
  if (message.client_message_id !== null) return message.client_message_id === item.clientId;
  // A member's reply carries no id of ours; the same words after the same point are the same reply.
  return item.speaker === 'member' && message.author === 'member' && message.sequence > item.afterSequence && message.text === item.text;
}
