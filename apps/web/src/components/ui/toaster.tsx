'use client';

import { useToasts } from '@/lib/toasts';
import { ToastCard } from './toast-card';

/** Where short news appears. It floats above the composer on a phone and at the corner elsewhere. */
export function Toaster() {
  const items = useToasts((state) => state.items);
  return (
    <div
      role="status"
      aria-live="polite"
      className="pointer-events-none fixed inset-x-3 top-3 z-50 flex flex-col items-center gap-2 sm:inset-x-auto sm:top-auto
        sm:bottom-4 sm:left-1/2 sm:-translate-x-1/2"
    >
      {items.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </div>
  );
}
