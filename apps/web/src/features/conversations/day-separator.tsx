'use client';

import { useFormatter, useTranslations } from 'use-intl';

export function DaySeparator({ date }: { date: Date }) {
  const t = useTranslations('inbox.thread');
  const format = useFormatter();
  const today = new Date();
  const yesterday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1);
  const name = date.toDateString() === today.toDateString()
    ? t('today')
    : date.toDateString() === yesterday.toDateString()
      ? t('yesterday')
      : format.dateTime(date, { weekday: 'long', day: 'numeric', month: 'long' });
  return (
    <div
      className="my-3 flex items-center gap-3 text-2xs text-ink-faint before:h-px before:flex-1 before:bg-line after:h-px after:flex-1
        after:bg-line"
    >
      {name}
    </div>
  );
}
