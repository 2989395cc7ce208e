import type { Owner } from '@/lib/api-types';
import { cn } from '@/lib/cn';

/** Who speaks, by shape: a hexagon is the AI, a circle is a person. Always beside a label that says it in words. */
export function OwnerMark({ owner, className }: { owner: Owner; className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={cn('shrink-0', className)}>
      {owner === 'bot' ? (
        <>
          <path className="fill-accent" d="M16 1.5 28.6 8.7v14.6L16 30.5 3.4 23.3V8.7z" />
          <path className="fill-on-accent" d="M9.5 18.5h3v4h-3zM14.5 14.5h3v8h-3zM19.5 10.5h3v12h-3z" />
        </>
      ) : (
        <>
          <circle className="fill-person-soft stroke-person" strokeWidth="1.5" cx="16" cy="16" r="14" />
          <circle className="fill-person" cx="16" cy="13" r="4.2" />
          <path className="fill-person" d="M8.5 23.8c1.2-3.7 4.1-5.6 7.5-5.6s6.3 1.9 7.5 5.6a11 11 0 0 1-15 0z" />
        </>
      )}
    </svg>
  );
}
