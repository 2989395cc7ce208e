'use client';

import { Search, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Segmented } from '@/components/ui/segmented';
import { inputLook } from '@/components/ui/input';
import { cn } from '@/lib/cn';
import { useHotkeys } from '@/lib/use-hotkeys';
import type { InboxView } from './use-inbox-view';

const searchPauseMs = 250;

export function QueueFilters({ view }: { view: InboxView }) {
  const t = useTranslations('inbox');
  const clear = useTranslations('common.actions')('clear');
  const { filter, setFilter } = view;
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [text, setText] = useState(filter.q ?? '');
  useHotkeys({ '/': () => input.current?.focus() });
  useEffect(() => () => clearTimeout(timer.current), []);

  const search = (value: string) => {
    setText(value);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setFilter({ ...filter, q: value.trim() || undefined }), searchPauseMs);
  };

  return (
    <div role="search" aria-label={t('filters.label')} className="flex shrink-0 flex-col gap-2 border-b px-4 pb-3">
      <div className="relative">
        <Search className="pointer-events-none absolute inset-y-0 left-2.5 my-auto size-3.5 text-ink-faint" aria-hidden />
        <input
          ref={input}
          type="text"
          inputMode="search"
          enterKeyHint="search"
          aria-label={t('search')}
          placeholder={t('search')}
          value={text}
          maxLength={100}
          className={cn(inputLook, 'h-8 px-8 text-sm')}
          onChange={(event) => search(event.target.value)}
          onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
        />
        {text && (
          <button
            type="button"
            aria-label={clear}
            className="absolute inset-y-0 right-1 my-auto grid size-6 place-items-center rounded text-ink-faint hover:text-ink"
            onClick={() => search('')}
          >
            <X className="size-3.5" aria-hidden />
          </button>
        )}
      </div>
      <div className="flex justify-between gap-2 [&_label]:px-1.5">
        <Segmented
          label={t('filters.status')}
          value={filter.status ?? 'open'}
          options={[{ value: 'open', label: t('filters.open') }, { value: 'closed', label: t('filters.closed') }]}
          onChange={(status) => setFilter({ ...filter, status })}
        />
        <Segmented
          label={t('filters.owner')}
          value={filter.owner ?? 'any'}
          options={[
            { value: 'any', label: t('filters.anyone') },
            { value: 'bot', label: t('filters.bot') },
            { value: 'human', label: t('filters.human') },
          ]}
          onChange={(owner) => setFilter({ ...filter, owner: owner === 'any' ? undefined : owner })}
        />
      </div>
    </div>
  );
}
