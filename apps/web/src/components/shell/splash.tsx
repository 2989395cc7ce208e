import { Mark } from './mark';

/** What is seen before the first page: the mark alone, and not at all when the page is quick. */
export function Splash() {
  return (
    <div className="grid h-dvh place-items-center bg-surface" aria-busy="true">
      <span className="animate-late text-accent opacity-60">
        <Mark className="size-8" />
      </span>
    </div>
  );
}
