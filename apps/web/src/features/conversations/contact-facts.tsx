'use client';

import { useQuery } from '@tanstack/react-query';
import { useFormatter, useLocale, useMessages, useTranslations } from 'use-intl';
import { Skeleton } from '@/components/ui/skeleton';
import type { Messages } from '@/i18n/messages/pt-br';
import type { Conversation } from '@/lib/api-types';
import { formatMoney } from '@/lib/format';
import { FactRow } from './fact-row';
import { contactOptions } from './queries';

export function ContactFacts({ conversation }: { conversation: Conversation }) {
  const t = useTranslations('inbox');
  const demo = useTranslations('common')('demo');
  const locale = useLocale();
  const format = useFormatter();
  const { inbox } = useMessages();
  const { data: contact, isPending } = useQuery(contactOptions(conversation.contact_id));
  const day = (date: string) => format.dateTime(new Date(date), { dateStyle: 'medium' });
  const isKind = (kind: string): kind is keyof Messages['inbox']['context']['identities'] => kind in inbox.context.identities;
  const isChannel = (channel: string): channel is keyof Messages['inbox']['channels'] => channel in inbox.channels;

  return (
    <section>
      <h3 className="text-base font-semibold">{conversation.contact_name ?? t('queue.unknownContact')}</h3>
      {conversation.is_demo && <p className="text-2xs text-ink-faint">{demo}</p>}
      <dl className="mt-2">
        {isPending && <Skeleton className="my-2 h-4 w-full" />}
        {contact && <FactRow label={t('context.value')} value={formatMoney(locale, contact.lifetime_value, contact.currency)} strong />}
        {contact?.identities.map((identity) => (
          <FactRow
            key={identity.id}
            label={isKind(identity.kind) ? t(`context.identities.${identity.kind}`) : t('context.identities.other')}
            value={identity.value}
          />
        ))}
        {contact && <FactRow label={t('context.since')} value={day(contact.created_at)} />}
        <FactRow
          label={t('context.channel')}
          value={isChannel(conversation.channel) ? t(`channels.${conversation.channel}`) : t('channels.other')}
        />
        <FactRow label={t('context.agent')} value={conversation.agent_name} />
        <FactRow label={t('context.started')} value={day(conversation.created_at)} />
      </dl>
    </section>
  );
}
