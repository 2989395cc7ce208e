'use client';

import { lazy, Suspense } from 'react';
import { Splash } from './splash';

const NotFound = lazy(() => import('./not-found').then((module) => ({ default: module.NotFound })));

/** Next sends this page along with every other one, so its words and drawing travel only when it is shown. */
export function NotFoundLater() {
  return (
    <Suspense fallback={<Splash />}>
      <NotFound />
    </Suspense>
  );
}
