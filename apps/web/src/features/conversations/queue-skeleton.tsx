'use client';

import { useTranslations } from 'use-intl';
import { Skeleton } from '@/components/ui/skeleton';

const widths = ['w-28', 'w-36', 'w-24', 'w-32', 'w-40', 'w-28', 'w-36'];

export function QueueSkeleton() {
  const t = useTranslations('common');
  return (
    <div role="status" aria-label={t('loading')}>
      {widths.map((width, index) => (
        <div key={index} className="flex gap-3 border-b border-transparent px-4 py-3">
          <Skeleton className="size-7 rounded-full" />
          <div className="flex-1">
            <Skeleton className={`h-4 ${width}`} />
            <Skeleton className="mt-2 h-3 w-full" />
            <Skeleton className="mt-2 h-2.5 w-12" />
          </div>
        </div>
      ))}
    </div>
  );
}
