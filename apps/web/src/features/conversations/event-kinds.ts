import type { Messages } from '@/i18n/messages/pt-br';

type EventKey = keyof Messages['inbox']['events'];

const known: Readonly<Record<string, EventKey>> = {
  takeover: 'takeover',
  taken_over: 'takeover',
  handback: 'handback',
  handed_back: 'handback',
  close: 'closed',
  closed: 'closed',
  reopen: 'reopened',
  reopened: 'reopened',
  escalated: 'escalated',
  handed_to_human: 'escalated',
};

/** The sentence of the catalogue for an event of a conversation. */
export function eventKey(event: string | null | undefined): EventKey {
  return known[event ?? ''] ?? 'other';
}
