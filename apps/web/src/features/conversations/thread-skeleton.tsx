'use client';

import { useTranslations } from 'use-intl';
import { Skeleton } from '@/components/ui/skeleton';

export function ThreadSkeleton() {
  const t = useTranslations('common');
  return (
    <div role="status" aria-label={t('loading')} className="flex h-full flex-col">
      <div className="flex h-12 items-center gap-3 border-b px-4">
        <Skeleton className="size-7 rounded-full" />
        <Skeleton className="h-4 w-36" />
      </div>
      <div className="mx-auto flex w-full max-w-180 flex-1 flex-col gap-5 p-6">
        <Skeleton className="h-10 w-3/5 rounded-2xl" />
        <Skeleton className="h-16 w-3/5 self-end rounded-2xl" />
        <Skeleton className="h-10 w-2/5 rounded-2xl" />
        <Skeleton className="h-20 w-3/5 self-end rounded-2xl" />
      </div>
    </div>
  );
}
