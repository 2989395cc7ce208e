'use client';

import { BookOpenText } from 'lucide-react';
import { useTranslations } from 'use-intl';

/** Says that no model wrote this: the text was taken from the organization's own content. */
export function LocalNotice() {
  const t = useTranslations('receipt');
  return (
    <p className="flex gap-2 rounded border bg-surface px-2 py-1.5 text-xs">
      <BookOpenText className="mt-0.5 size-3.5 shrink-0 text-accent" aria-hidden />
      <span>
        <span className="font-semibold">{t('local')}</span>
        <span className="block text-ink-soft">{t('localHint')}</span>
      </span>
    </p>
  );
}
