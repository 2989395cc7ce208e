import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Splash } from '@/components/shell/splash';
import { SignInPage } from '@/features/session/sign-in-page';

export const metadata: Metadata = { title: 'Entrar' };

export default function Page() {
  return (
    <Suspense fallback={<Splash />}>
      <SignInPage />
    </Suspense>
  );
}
