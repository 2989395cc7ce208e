'use client';

import type { MouseEvent } from 'react';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { OwnerMark } from '@/components/ui/owner-mark';
import type { Conversation } from '@/lib/api-types';
import { cn } from '@/lib/cn';
import { useDrafts } from '@/lib/drafts';
import { formatAge } from '@/lib/format';
import type { InboxView } from './use-inbox-view';

interface QueueRowProps {
  conversation: Conversation;
  view: InboxView;
  now: number;
}

export function QueueRow({ conversation, view, now }: QueueRowProps) {
  const t = useTranslations('inbox');
  const demo = useTranslations('common')('demoShort');
  const locale = useLocale();
  const format = useFormatter();
  const hasDraft = useDrafts((state) => conversation.id in state.texts);
  const selected = view.selectedId === conversation.id;
  const active = conversation.last_message_at ?? conversation.created_at;
  const waitingAge = conversation.owner === 'human' && conversation.status === 'open' && conversation.waiting_since
    ? formatAge(locale, conversation.waiting_since, now)
    : null;

  const open = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    view.select(conversation.id);
  };

  return (
    <li className="border-b [contain-intrinsic-size:auto_76px] [content-visibility:auto]">
      <a
        href={view.hrefOf(conversation.id)}
        aria-current={selected ? 'true' : undefined}
        className={cn(
          'relative flex gap-3 px-4 py-2.5 -outline-offset-2 transition-colors',
          !selected && 'hover:bg-hover',
          selected && 'bg-accent-soft before:absolute before:inset-y-0 before:left-0 before:w-0.5 before:bg-accent',
        )}
        onClick={open}
      >
        <OwnerMark owner={conversation.owner} className="mt-0.5 size-7" />
        <span className="sr-only">{t(`owner.${conversation.owner}`)}. </span>
        <span className="min-w-0 flex-1">
          <span className="flex items-baseline gap-2">
            <span className="min-w-0 flex-1 truncate font-medium">{conversation.contact_name ?? t('queue.unknownContact')}</span>
            <time
              dateTime={active}
              title={format.dateTime(new Date(active), { dateStyle: 'short', timeStyle: 'short' })}
              className="figures shrink-0 text-2xs text-ink-faint"
            >
              {formatAge(locale, active, now) ?? t('queue.now')}
            </time>
          </span>
          <span className="line-clamp-1 text-sm text-ink-soft">
            {conversation.last_message_author && conversation.last_message_author !== 'contact'
              && `${conversation.last_message_author === 'member' ? t('owner.humanShort') : t('owner.botShort')}: `}
            {conversation.last_message_preview ?? t('queue.noMessages')}
          </span>
          <span className="mt-0.5 flex items-center gap-2 text-2xs text-ink-faint">
            <span className="truncate">{conversation.agent_name}</span>
            {conversation.is_demo && <span>{demo}</span>}
            {hasDraft && <span className="font-medium text-accent">{t('composer.draft')}</span>}
            {waitingAge && (
              <span className="figures ml-auto rounded bg-wait-soft px-1.5 font-medium text-wait">
                {t('queue.waiting', { age: waitingAge })}
              </span>
            )}
          </span>
        </span>
      </a>
    </li>
  );
}
