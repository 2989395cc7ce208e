'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { OwnerMark } from '@/components/ui/owner-mark';
import { Segmented } from '@/components/ui/segmented';
import type { Conversation } from '@/lib/api-types';
import { can } from '@/lib/permissions';
import { useWorkspace } from '@/lib/workspace';
import { ComposerField } from './composer-field';
import type { Speaker } from './outbox';
import { useConversationActions } from './use-conversation-actions';
import { useSendMessage } from './use-send-message';

/** Channels on which nobody outside is listening: there a member may play the customer. */
const testChannels = ['api', 'web'];

/** Where one writes: as the customer of a test conversation, or as oneself after taking over. */
export function Composer({ conversation, autoFocus }: { conversation: Conversation; autoFocus: boolean }) {
  const t = useTranslations('inbox.composer');
  const roles = useTranslations('common.roles');
  const action = useTranslations('inbox.actions');
  const { organization } = useWorkspace();
  const { run, isPending } = useConversationActions(conversation.id);
  const { send } = useSendMessage(conversation.id);
  const isBot = conversation.owner === 'bot';
  const mayTest = testChannels.includes(conversation.channel);
  const [wanted, setWanted] = useState<{ speaker: Speaker; owner: string } | null>(null);

  // A choice holds until the conversation changes hands; then the natural speaker is offered again.
  const natural: Speaker = isBot && mayTest ? 'customer' : 'member';
  const speaker = wanted?.owner === conversation.owner ? wanted.speaker : natural;

  if (!can.serve(organization.role)) return <Notice text={t('readOnly', { role: roles(organization.role) })} />;
  if (conversation.status === 'closed') {
    return (
      <Notice text={t('closed')}>
        <Button size="small" disabled={isPending} onClick={() => run({ action: 'reopen' })}>{action('reopen')}</Button>
      </Notice>
    );
  }
  return (
    <div className="shrink-0 border-t px-3 pt-2 pb-3 md:px-6">
      <div className="mx-auto flex max-w-178 flex-col gap-2">
        {mayTest && (
          <Segmented
            label={t('modeLabel')}
            value={speaker}
            options={[{ value: 'customer', label: t('asCustomer') }, { value: 'member', label: t('asMember') }]}
            className="self-start"
            onChange={(next) => setWanted({ speaker: next, owner: conversation.owner })}
          />
        )}
        {speaker === 'member' && isBot
          ? (
            <div className="flex flex-wrap items-center justify-between gap-3 rounded-lg border bg-sunken px-3 py-2.5 text-sm">
              <span className="flex items-center gap-2">
                <OwnerMark owner="bot" className="size-5" />
                {t('botOwns')}
              </span>
              <Button tone="primary" size="small" disabled={isPending} onClick={() => run({ action: 'takeOver' })}>
                {action('takeOver')}
              </Button>
            </div>
          )
          : (
            <ComposerField
              key={speaker}
              conversationId={conversation.id}
              speaker={speaker}
              autoFocus={autoFocus}
              onSend={(text) => send(speaker, text)}
            />
          )}
      </div>
    </div>
  );
}

function Notice({ text, children }: { text: string; children?: React.ReactNode }) {
  return (
    <div className="flex shrink-0 items-center justify-center gap-3 border-t bg-sunken px-4 py-3 text-sm text-ink-soft">
      {text}
      {children}
    </div>
  );
}
