'use client';

import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { useToasts, type Toast } from '@/lib/toasts';

const shownForMs = 6_000;

export function ToastCard({ toast }: { toast: Toast }) {
  const t = useTranslations('common.actions');
  const dismiss = useToasts((state) => state.dismiss);
  const { action } = toast;

  useEffect(() => {
    const timer = setTimeout(() => dismiss(toast.id), shownForMs);
    return () => clearTimeout(timer);
  }, [dismiss, toast.id]);

  const Icon = toast.tone === 'done' ? CircleCheck : CircleAlert;
  return (
    <div
      className="pointer-events-auto flex max-w-md animate-appear sm:max-w-80 items-center gap-3 rounded-lg border bg-raised py-2 pr-2 pl-3
        text-sm shadow-float"
    >
      <Icon className={toast.tone === 'done' ? 'size-4 shrink-0 text-accent' : 'size-4 shrink-0 text-danger'} aria-hidden />
      <p className="min-w-0">
        {toast.text}
        {toast.detail && <span className="block text-2xs text-ink-faint">{toast.detail}</span>}
      </p>
      {action && (
        <button
          type="button"
          className="rounded-md px-2 py-1 font-medium text-accent hover:bg-hover"
          onClick={() => {
            action.run();
            dismiss(toast.id);
          }}
        >
          {action.label}
        </button>
      )}
      <button
        type="button"
        aria-label={t('close')}
        className="grid size-6 shrink-0 place-items-center rounded-md text-ink-faint hover:bg-hover hover:text-ink"
        onClick={() => dismiss(toast.id)}
      >
        <X className="size-3.5" aria-hidden />
      </button>
    </div>
  );
}
