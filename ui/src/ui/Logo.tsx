export function Logo({ size = 26 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 28 28" aria-hidden="true" className="shrink-0">
      <rect width="28" height="28" rx="8" fill="var(--accent)" />
      <path
        d="M7.5 9.5h13M7.5 14h8.5M7.5 18.5h5"
        stroke="var(--accent-ink)"
        strokeWidth="2"
        strokeLinecap="round"
      />
      <path
        d="M20 14.2l1.05 2.35 2.45 1.05-2.45 1.05L20 21l-1.05-2.35-2.45-1.05 2.45-1.05z"
        fill="var(--accent-ink)"
      />
    </svg>
  );
}
