import type { components } from './api-schema.gen';

/** Short names for what api-schema.gen.ts says. That file is generated; this one only picks from it. */
export type { paths } from './api-schema.gen';

type Schemas = components['schemas'];

export type Me = Schemas['GetMeResponse'];
export type Organization = Schemas['GetMePlace'];
export type Role = Schemas['Role'];
export type Agent = Schemas['AgentResponse'];
export type NewAgent = Schemas['AgentFields'];
export type Contact = Schemas['ContactResponse'];
export type Conversation = Schemas['ConversationResponse'];
export type Owner = Schemas['ConversationOwner'];
export type Message = Schemas['MessageResponse'];
export type Author = Schemas['MessageAuthor'];
export type Receipt = Schemas['ReplyReceipt'];

/** A page of a list, whatever it lists. */
export interface Page<T> {
  data: T[];
  page: Schemas['PageInfo'];
}

/** What the queue can be narrowed to. */
export interface ConversationFilter {
  status?: Conversation['status'];
  owner?: Owner;
  q?: string;
}
