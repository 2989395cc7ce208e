'use client';

import { RotateCw } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { toProblem } from '@/lib/problem';
import { Button } from './button';
import { EmptyState } from './empty-state';
import { UnpluggedDrawing } from './drawings';
import { useProblemText } from './use-problem-text';

/** What failed, what to do about it, and the code for whoever is asked for help. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const t = useTranslations('common');
  const explain = useProblemText();
  const problem = toProblem(error);
  return (
    <div role="alert" className="h-full">
      <EmptyState drawing={<UnpluggedDrawing />} title={t('errors.title')} body={explain(error)}>
        {onRetry && (
          <Button onClick={onRetry}>
            <RotateCw className="size-3.5" aria-hidden />
            {t('actions.retry')}
          </Button>
        )}
        <p className="text-2xs text-ink-faint">
          {t('errors.code', { code: problem.code })}
          {problem.requestId && <span className="block break-all">{t('errors.request', { id: problem.requestId })}</span>}
        </p>
      </EmptyState>
    </div>
  );
}
