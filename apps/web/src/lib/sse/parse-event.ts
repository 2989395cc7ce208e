import type { Conversation, Message } from '../api-types';
import type { ServerEvent } from './read-events';

/** What the server tells about conversations, as it arrives over either stream. */
export type LiveEvent =
  | { type: 'message.created'; message: Message }
  | { type: 'reply.started'; reply_id: string; in_reply_to: string | null; text: string }
  | { type: 'reply.delta'; reply_id: string; at: number; text: string }
  | { type: 'reply.completed'; message: Message; answers: string[] }
  | { type: 'reply.discarded'; reply_id: string; reason: 'superseded' | 'owner_changed' | 'failed' }
  | { type: 'conversation.updated'; conversation: Conversation };

const types: ReadonlySet<string> = new Set<LiveEvent['type']>([
  'message.created', 'reply.started', 'reply.delta', 'reply.completed', 'reply.discarded', 'conversation.updated',
]);

/** The event that a server-sent event carries; null for pings and for kinds that this version does not know. */
export function parseEvent(event: ServerEvent): LiveEvent | null {
  if (!types.has(event.name)) return null;
  try {
    const body: unknown = JSON.parse(event.data);
    if (typeof body !== 'object' || body === null) return null;
    // The edge where the server's words become types; the contract is the OpenAPI document.
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions
    return { ...body, type: event.name } as LiveEvent;
  } catch {
    return null;
  }
}
