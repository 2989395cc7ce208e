import type { Message } from '@/lib/api-types';
import type { LiveEvent } from '@/lib/sse/parse-event';

/** A reply while it is being written. Pieces may arrive twice or out of order; `ahead` holds those after a gap. */
export interface ReplyInProgress {
  replyId: string;
  inReplyTo: string | null;
  text: string;
  ahead: Record<number, string>;
}

/** What this browser knows of one conversation's messages. Never changed in place. */
export interface ThreadState {
  messages: Readonly<Record<string, Message>>;
  replies: Readonly<Record<string, ReplyInProgress>>;
  /** Replies that are over; a late piece of theirs is ignored. */
  finished: Readonly<Record<string, 'completed' | 'superseded' | 'owner_changed' | 'failed'>>;
  /** Which reply answers which customer's message; may be known before the message itself. */
  answeredBy: Readonly<Record<string, string>>;
}

export const emptyThread: ThreadState = { messages: {}, replies: {}, finished: {}, answeredBy: {} };

/** Folds events into a thread. Any event may come again, in any order: the result is the same. */
export function foldEvents(state: ThreadState, events: readonly LiveEvent[]): ThreadState {
  return events.reduce(foldEvent, state);
}

/** Adds messages that were read from the API. */
export function foldMessages(state: ThreadState, messages: readonly Message[]): ThreadState {
  return messages.reduce(withMessage, state);
}

/** The messages in the order in which they were stored. */
export function orderedMessages(state: ThreadState): Message[] {
  return Object.values(state.messages).sort((a, b) => a.sequence - b.sequence);
}

function foldEvent(state: ThreadState, event: LiveEvent): ThreadState {
  switch (event.type) {
    case 'message.created':
      return withMessage(state, event.message);
    case 'reply.started':
      return withStart(state, event.reply_id, event.in_reply_to, event.text);
    case 'reply.delta':
      return withPiece(state, event.reply_id, event.at, event.text);
    case 'reply.completed':
      return withCompletion(state, event.message, event.answers);
    case 'reply.discarded':
      return state.finished[event.reply_id] === 'completed' ? state : finish(state, event.reply_id, event.reason);
    case 'conversation.updated':
      return state;
  }
}

const progress: Record<Message['status'], number> = { pending: 0, handled: 1, sent: 1, dead: 1 };

/** Two copies of one message are merged so that neither order of arrival loses a status or a receipt. */
function withMessage(state: ThreadState, message: Message): ThreadState {
  const known = state.messages[message.id] ?? message;
  const newer = progress[message.status] >= progress[known.status] ? message : known;
  const answer = state.answeredBy[message.id] ?? null;
  const merged: Message = {
    ...newer,
    status: answer && newer.status === 'pending' ? 'handled' : newer.status,
    receipt: newer.receipt ?? known.receipt ?? message.receipt,
    reply_id: newer.reply_id ?? known.reply_id ?? message.reply_id ?? answer,
  };
  return { ...state, messages: { ...state.messages, [message.id]: merged } };
}

function withStart(state: ThreadState, replyId: string, inReplyTo: string | null, text: string): ThreadState {
  if (state.finished[replyId]) return state;
  const known = state.replies[replyId];
  const longer = known && known.text.length > text.length ? known.text : text;
  return withReply(state, { replyId, inReplyTo: inReplyTo ?? known?.inReplyTo ?? null, text: longer, ahead: known?.ahead ?? {} });
}

function withPiece(state: ThreadState, replyId: string, at: number, text: string): ThreadState {
  if (state.finished[replyId]) return state;
  const reply = state.replies[replyId] ?? { replyId, inReplyTo: null, text: '', ahead: {} };
  if (at + text.length <= reply.text.length) return state;
  return withReply(state, { ...reply, ahead: { ...reply.ahead, [at]: text } });
}

/** Joins the pieces that now follow each other. */
function withReply(state: ThreadState, reply: ReplyInProgress): ThreadState {
  let { text } = reply;
  const ahead: Record<number, string> = {};
  const pieces = Object.entries(reply.ahead).map(([at, piece]) => ({ at: Number(at), piece }));
  for (const { at, piece } of pieces.sort((a, b) => a.at - b.at)) {
    if (at > text.length) ahead[at] = piece;
    else if (at + piece.length > text.length) text = text.slice(0, at) + piece;
  }
  return { ...state, replies: { ...state.replies, [reply.replyId]: { ...reply, text, ahead } } };
}

function withCompletion(state: ThreadState, message: Message, answers: readonly string[]): ThreadState {
  const answeredBy = { ...state.answeredBy, ...Object.fromEntries(answers.map((id) => [id, message.id])) };
  const known = answers.flatMap((id) => state.messages[id] ?? []);
  return finish([message, ...known].reduce(withMessage, { ...state, answeredBy }), message.id, 'completed');
}

function finish(state: ThreadState, replyId: string, how: ThreadState['finished'][string]): ThreadState {
  const replies = Object.fromEntries(Object.entries(state.replies).filter(([id]) => id !== replyId));
  return { ...state, replies, finished: { ...state.finished, [replyId]: how } };
}
