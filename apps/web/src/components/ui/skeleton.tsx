import { cn } from '@/lib/cn';

/** A grey shape where content will be. It stays away for the first 150 ms, so quick answers never flash. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cn('block animate-late rounded bg-hover', className)} />;
}
