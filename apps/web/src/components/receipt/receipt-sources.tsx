'use client';

import { BookOpenText, Package } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { Receipt } from '@/lib/api-types';

export function ReceiptSources({ sources }: { sources: Receipt['sources'] }) {
  const t = useTranslations('receipt');
  return (
    <div>
      <h4 className="mb-1 text-xs font-semibold">{t('sources')}</h4>
      {sources.length === 0 && <p className="text-xs text-ink-soft">{t('noSources')}</p>}
      <ul className="flex flex-col gap-1.5">
        {sources.map((source) => {
          const isProduct = source.kind === 'product';
          const Icon = isProduct ? Package : BookOpenText;
          return (
            <li key={source.id} className="text-xs">
              <details className="group">
                <summary className="flex list-none items-center gap-2 rounded py-1 hover:text-accent">
                  <Icon
                    className="size-3.5 shrink-0 text-ink-faint"
                    role="img"
                    aria-label={t(isProduct ? 'kind.product' : 'kind.knowledge')}
                  />
                  <span className="min-w-0 flex-1 truncate underline decoration-line-strong decoration-dotted underline-offset-3">
                    {source.title}
                  </span>
                </summary>
                <p className="mt-1 border-l-2 border-line-strong pl-2 text-ink-soft">{source.excerpt}</p>
              </details>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
