/** Text with light passing over it: something is being worked on. Stands still under reduced motion. */
export function TextShimmer({ children }: { children: string }) {
  return (
    <span
      className="animate-shimmer bg-[linear-gradient(90deg,var(--ink-faint)_40%,var(--line-strong)_50%,var(--ink-faint)_60%)]
        bg-[length:200%_100%] bg-clip-text text-transparent motion-reduce:bg-none motion-reduce:text-ink-faint"
    >
      {children}
    </span>
  );
}
