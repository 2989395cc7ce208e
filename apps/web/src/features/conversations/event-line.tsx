'use client';

import { useFormatter, useTranslations } from 'use-intl';
import type { Message } from '@/lib/api-types';
import { eventKey } from './event-kinds';

/** Something that happened to the conversation, in between what was said. */
export function EventLine({ message }: { message: Message }) {
  const t = useTranslations('inbox');
  const format = useFormatter();
  const key = eventKey(message.event);
  return (
    <div className="my-2 flex flex-col items-center text-center text-xs text-ink-faint">
      <p>
        {t(`events.${key}`)}{' '}
        <time dateTime={message.created_at} className="figures text-2xs">
          {format.dateTime(new Date(message.created_at), { timeStyle: 'short' })}
        </time>
      </p>
      {key === 'handback' && message.text && <p className="max-w-[50ch] text-ink-soft">{t('thread.note', { note: message.text })}</p>}
    </div>
  );
}
