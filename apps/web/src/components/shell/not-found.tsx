'use client';

import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { NothingFoundDrawing } from '@/components/ui/drawings';
import { EmptyState } from '@/components/ui/empty-state';
import { routes } from '@/lib/routes';
import { Providers } from './providers';

export function NotFound() {
  return (
    <Providers>
      <Content />
    </Providers>
  );
}

function Content() {
  const t = useTranslations('common.errors');
  return (
    <main className="h-dvh">
      <EmptyState drawing={<NothingFoundDrawing />} level={1} title={t('notFoundTitle')} body={t('notFound')}>
        <Link href={routes.conversations} className="font-medium text-accent underline underline-offset-3">
          {t('goHome')}
        </Link>
      </EmptyState>
    </main>
  );
}
