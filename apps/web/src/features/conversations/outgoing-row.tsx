'use client';

import { CircleAlert } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { Bubble } from './bubble';
import type { OutgoingMessage } from './outbox';
import { useSendMessage } from './use-send-message';

interface OutgoingRowProps {
  item: OutgoingMessage;
  startsRun: boolean;
  contactName: string | null;
}

/** Words that are on their way; when they did not arrive they stay here, ready to be sent again. */
export function OutgoingRow({ item, startsRun, contactName }: OutgoingRowProps) {
  const t = useTranslations('inbox.thread');
  const { resend, discard } = useSendMessage(item.conversationId);
  const isCustomer = item.speaker === 'customer';
  return (
    <Bubble
      author={isCustomer ? 'contact' : 'member'}
      name={isCustomer ? (contactName ?? t('customer')) : t('you')}
      startsRun={startsRun}
      isNew
      footer={item.state === 'sending'
        ? <p className="animate-late px-1 py-1 text-2xs text-ink-faint">{t('sending')}</p>
        : (
          <div className="flex items-center gap-1 px-1 pt-1 text-xs text-danger">
            <CircleAlert className="size-3.5" aria-hidden />
            {t('failed')}
            <Button size="small" tone="bare" onClick={() => resend(item)}>{t('resend')}</Button>
            <Button size="small" tone="bare" onClick={() => discard(item)}>{t('discard')}</Button>
          </div>
        )}
    >
      {item.text}
    </Bubble>
  );
}
