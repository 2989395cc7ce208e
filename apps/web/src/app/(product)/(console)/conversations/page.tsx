import type { Metadata } from 'next';
import { Suspense } from 'react';
import { InboxPage } from '@/features/conversations/inbox-page';

export const metadata: Metadata = { title: 'Conversas' };

export default function Page() {
  return (
    <Suspense>
      <InboxPage />
    </Suspense>
  );
}
