'use client';

import { SendHorizontal } from 'lucide-react';
import { useRef, type KeyboardEvent } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { cn } from '@/lib/cn';
import { useDrafts } from '@/lib/drafts';
import { useHotkeys } from '@/lib/use-hotkeys';
import type { Speaker } from './outbox';

/** Longest message that the API takes, in characters. */
const longest = 4000;

interface ComposerFieldProps {
  conversationId: string;
  speaker: Speaker;
  autoFocus: boolean;
  onSend: (text: string) => void;
}

export function ComposerField({ conversationId, speaker, autoFocus, onSend }: ComposerFieldProps) {
  const t = useTranslations('inbox.composer');
  const field = useRef<HTMLTextAreaElement>(null);
  const text = useDrafts((state) => state.texts[conversationId] ?? '');
  const write = useDrafts((state) => state.write);
  const isCustomer = speaker === 'customer';
  const over = text.length - longest;
  useHotkeys({ R: () => field.current?.focus() });

  const submit = () => {
    const trimmed = text.trim();
    if (trimmed === '' || over > 0) return;
    onSend(trimmed);
    write(conversationId, '');
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // While an input method composes a character, Enter belongs to it.
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      submit();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      field.current?.blur();
    }
  };

  return (
    <div>
      <div
        className={cn(
          'flex items-end gap-2 rounded-xl border p-1.5 transition-colors focus-within:outline-2 focus-within:outline-accent',
          isCustomer ? 'border-dashed border-line-strong bg-surface' : 'border-line-strong bg-person-soft',
        )}
      >
        <textarea
          ref={field}
          rows={1}
          autoFocus={autoFocus}
          value={text}
          aria-label={t(isCustomer ? 'customerPlaceholder' : 'memberPlaceholder')}
          aria-describedby="composer-hint"
          aria-invalid={over > 0}
          placeholder={t(isCustomer ? 'customerPlaceholder' : 'memberPlaceholder')}
          className="scroll-quiet field-sizing-content max-h-40 min-h-8 flex-1 resize-none bg-transparent px-2 py-1.5 text-base
            leading-5 outline-none"
          onChange={(event) => write(conversationId, event.target.value)}
          onKeyDown={onKeyDown}
        />
        <Button tone="primary" aria-label={t('send')} disabled={text.trim() === '' || over > 0} className="px-2.5" onClick={submit}>
          <SendHorizontal className="size-4" aria-hidden />
        </Button>
      </div>
      <p id="composer-hint" className="mt-1.5 flex justify-between gap-4 px-1 text-2xs text-ink-faint">
        {over > 0
          ? <span className="text-danger">{t('tooLong', { count: over })}</span>
          : <span>{t(isCustomer ? 'customerHint' : 'memberHint')}</span>}
        <span className="hidden shrink-0 sm:inline">{t('keys')}</span>
      </p>
    </div>
  );
}
