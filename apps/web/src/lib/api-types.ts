/** The HTTP contract as the console uses it. Replaced by re-exports of api-types.gen.ts (`npm run api:types`). */

export type Owner = 'bot' | 'human';
export type Role = 'owner' | 'admin' | 'manager' | 'agent' | 'analyst' | 'viewer';
export type Tier = 1 | 2 | 3 | 4;

export interface Organization {
  id: string;
  name: string;
  role: Role;
  is_demo: boolean;
  locale: string;
  currency: string;
}

export interface Me {
  user: { id: string; email: string; name: string | null };
  organizations: Organization[];
}

export interface Agent {
  id: string;
  name: string;
  description: string | null;
  status: 'draft' | 'published';
}

export interface Contact {
  id: string;
  name: string | null;
  lifetime_value: number;
  currency: string;
  attributes: Record<string, unknown>;
  identities: { id: string; kind: string; value: string }[];
  created_at: string;
  updated_at: string;
}

export interface Conversation {
  id: string;
  agent_id: string;
  agent_name: string;
  contact_id: string;
  contact_name: string | null;
  channel: string;
  status: 'open' | 'closed';
  owner: Owner;
  assigned_member_id: string | null;
  waiting_since: string | null;
  last_message_at: string | null;
  last_message_preview: string | null;
  last_message_author: Author | null;
  last_sequence: number;
  is_demo: boolean;
  created_at: string;
  updated_at: string;
}

export type Author = 'contact' | 'agent' | 'member' | 'system';

export interface Receipt {
  intent: string;
  intent_confidence: number;
  posterior: { intent: string; probability: number }[];
  language: string;
  complexity: number;
  customer_value: number;
  tier: Tier;
  tier_name: string;
  tier_cap: Tier;
  model_group: string;
  model: string;
  provider: string;
  local: boolean;
  input_tokens: number;
  output_tokens: number;
  cached_tokens: number;
  cost_usd: number | null;
  baseline: { model: string; cost_usd: number | null } | null;
  estimated: boolean;
  sources: { kind: 'knowledge' | 'product'; id: string; title: string; excerpt: string; score: number }[];
  reason_codes: string[];
  attempts: number;
  fallbacks: number;
  latency_ms: number;
  first_token_ms: number | null;
  policy_version: string;
  classifier_version: string;
  decided_at: string;
}

export interface Message {
  id: string;
  conversation_id: string;
  sequence: number;
  direction: 'inbound' | 'outbound';
  author: Author;
  kind: 'text' | 'event';
  event?: string | null;
  text: string | null;
  status: 'pending' | 'handled' | 'sent' | 'dead';
  client_message_id: string | null;
  in_reply_to: string | null;
  reply_id: string | null;
  created_at: string;
  receipt: Receipt | null;
}

export interface Accepted {
  id: string;
  conversation_id: string;
  sequence: number;
  status: 'pending';
  created_at: string;
}

export interface Page<T> {
  data: T[];
  page: { next_cursor: string | null; has_more: boolean };
}

interface Json<T> {
  content: { 'application/json': T };
}

type Operation<Result, Query = never, Path = never, Body = never, Status extends number = 200> = {
  parameters: {
    query?: Query;
    header?: never;
    cookie?: never;
  } & ([Path] extends [never] ? { path?: never } : { path: Path });
  responses: Record<Status, { headers: Record<string, unknown> } & Json<Result>>;
} & ([Body] extends [never] ? { requestBody?: never } : { requestBody: Json<Body> });

interface ById {
  id: string;
}

interface Paging {
  limit?: number;
  cursor?: string;
}

export interface ConversationFilter {
  status?: 'open' | 'closed';
  owner?: Owner;
  q?: string;
}

export interface NewConversation {
  agent_id: string;
  contact?: { name?: string };
  channel?: 'api' | 'web';
}

export interface paths {
  '/api/v1/me': { get: Operation<Me> };
  '/api/v1/organizations': { post: Operation<Organization, never, never, { name: string; locale?: string }, 201> };
  '/api/v1/agents': {
    get: Operation<Page<Agent>, Paging>;
    post: Operation<Agent, never, never, { name: string; description?: string }, 201>;
  };
  '/api/v1/agents/{id}/publish': { post: Operation<Agent, never, ById> };
  '/api/v1/contacts/{id}': { get: Operation<Contact, never, ById> };
  '/api/v1/conversations': {
    get: Operation<Page<Conversation>, Paging & ConversationFilter>;
    post: Operation<Conversation, never, never, NewConversation, 201>;
  };
  '/api/v1/conversations/{id}': { get: Operation<Conversation, never, ById> };
  '/api/v1/conversations/{id}/takeover': { post: Operation<Conversation, never, ById> };
  '/api/v1/conversations/{id}/handback': { post: Operation<Conversation, never, ById, { note?: string }> };
  '/api/v1/conversations/{id}/close': { post: Operation<Conversation, never, ById> };
  '/api/v1/conversations/{id}/reopen': { post: Operation<Conversation, never, ById> };
  '/api/v1/conversations/{id}/messages': {
    get: Operation<Page<Message>, Paging & { order?: 'asc' | 'desc' }, ById>;
    post: Operation<Accepted, never, ById, { text: string; client_message_id?: string }, 202>;
  };
  '/api/v1/conversations/{id}/replies': { post: Operation<Message, never, ById, { text: string }, 201> };
}
