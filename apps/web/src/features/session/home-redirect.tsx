'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { Splash } from '@/components/shell/splash';
import { routes } from '@/lib/routes';

/** The root has no page of its own: the day starts in the conversations, which ask for a sign-in when needed. */
export function HomeRedirect() {
  const router = useRouter();
  useEffect(() => router.replace(routes.conversations), [router]);
  return <Splash />;
}
