'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { accessToken } from '@/lib/auth';
import { routes } from '@/lib/routes';

/** Whoever still has a session need not sign in again. */
export function useForwardSignedIn(): void {
  const router = useRouter();
  useEffect(() => {
    let live = true;
    accessToken().then(
      (token) => {
        if (live && token) router.replace(routes.conversations);
      },
      // The form below reports an unreachable server when it is used.
      () => undefined,
    );
    return () => {
      live = false;
    };
  }, [router]);
}
