'use client';

import { useToasts } from '@/lib/toasts';
import { ToastCard } from './toast-card';

/** Where short news appears: at the top, and below the header where there is room; never over the place where one writes. */
export function Toaster() {
  const items = useToasts((state) => state.items);
  return (
    <div
      role="status"
      aria-live="polite"
      className="pointer-events-none fixed inset-x-3 top-3 z-50 flex flex-col items-center gap-2 sm:top-15 sm:right-4
        sm:left-auto sm:items-end"
    >
      {items.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </div>
  );
}
