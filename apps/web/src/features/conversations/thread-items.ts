import type { Author, Message } from '@/lib/api-types';
import type { OutgoingMessage } from './outbox';
import type { ReplyInProgress } from './thread-state';

/** One thing to draw in the thread, from top to bottom. */
export type ThreadItem =
  | { kind: 'day'; key: string; date: Date }
  | { kind: 'event'; key: string; message: Message }
  | { kind: 'message'; key: string; message: Message; startsRun: boolean }
  | { kind: 'reply'; key: string; reply: ReplyInProgress; startsRun: boolean }
  | { kind: 'outgoing'; key: string; item: OutgoingMessage; startsRun: boolean }
  | { kind: 'thinking'; key: string };

/** Lays out the thread: a separator per local day, runs of one speaker, then what is not stored yet. */
export function threadItems(
  messages: readonly Message[],
  outgoing: readonly OutgoingMessage[],
  replies: readonly ReplyInProgress[],
  botAnswers: boolean,
): ThreadItem[] {
  const items: ThreadItem[] = [];
  let day = '';
  let speaker: Author = null;
  for (const message of messages) {
    const date = new Date(message.created_at);
    if (date.toDateString() !== day) {
      day = date.toDateString();
      speaker = null;
      items.push({ kind: 'day', key: day, date });
    }
    if (message.kind === 'event') {
      speaker = null;
      items.push({ kind: 'event', key: message.id, message });
      continue;
    }
    items.push({ kind: 'message', key: message.client_message_id ?? message.id, message, startsRun: message.author !== speaker });
    speaker = message.author;
  }
  for (const item of outgoing) {
    const author = item.speaker === 'customer' ? 'contact' : 'member';
    items.push({ kind: 'outgoing', key: item.clientId, item, startsRun: author !== speaker });
    speaker = author;
  }
  for (const reply of replies) {
    items.push({ kind: 'reply', key: reply.replyId, reply, startsRun: speaker !== 'agent' });
    speaker = 'agent';
  }
  if (botAnswers && replies.length === 0 && isWaiting(messages, outgoing)) items.push({ kind: 'thinking', key: 'thinking' });
  return items;
}

function isWaiting(messages: readonly Message[], outgoing: readonly OutgoingMessage[]): boolean {
  if (outgoing.some((item) => item.speaker === 'customer' && item.state === 'sending')) return true;
  const last = messages.findLast((message) => message.kind === 'text');
  return last?.direction === 'inbound' && last.status === 'pending';
}
