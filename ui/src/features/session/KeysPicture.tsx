import {
  Database,
  Key,
  KeyRound,
  LifeBuoy,
  LockKeyhole,
  type LucideIcon,
  PencilRuler,
  Sparkles,
} from 'lucide-react';
import { classes } from '../../ui/classes';

const LOOKS = {
  active: { card: 'border-accent shadow-2', icon: 'bg-accent-soft text-accent' },
  done: { card: 'border-line shadow-1', icon: 'bg-ok-soft text-ok' },
  later: { card: 'border-dashed border-line-strong', icon: 'bg-sunken text-ink-3' },
  idle: { card: 'border-line shadow-1', icon: 'bg-sunken text-ink-3' },
};

type Look = keyof typeof LOOKS;

interface Props {
  password: Look;
  code: Look;
  /** What the recovery code is right now, in a few words. */
  codeNote: string;
}

/** How password and recovery code lead to the one key that opens the data. */
export function KeysPicture({ password, code, codeNote }: Props) {
  return (
    <div className="w-125 max-w-[calc(100%-3rem)]">
      <div className="flex gap-4">
        <Way icon={KeyRound} look={password} title="Your password" note="you type it every day" />
        <Way icon={LifeBuoy} look={code} title="Recovery code" note={codeNote} />
      </div>
      <svg viewBox="0 0 500 52" fill="none" aria-hidden="true" className="block w-full">
        {/* The active way is drawn last, so that it lies on top where both meet. */}
        {code === 'active' ? (
          <>
            <Line path={FROM_PASSWORD} look={password} />
            <Line path={FROM_CODE} look={code} />
          </>
        ) : (
          <>
            <Line path={FROM_CODE} look={code} />
            <Line path={FROM_PASSWORD} look={password} />
          </>
        )}
      </svg>
      <div className="mx-auto flex w-75 max-w-full items-center gap-3 rounded-xl border border-line bg-surface p-4 shadow-1">
        <span className="grid size-8 shrink-0 place-items-center rounded-lg bg-ink text-canvas">
          <Key aria-hidden size={16} />
        </span>
        <p className="text-sm">
          <span className="font-medium">Data key</span>
          <span className="block text-xs text-ink-3">
            made at random on this computer, never shown
          </span>
        </p>
      </div>
      <div aria-hidden className="mx-auto h-7 w-px bg-line-strong" />
      <ul className="divide-y divide-line rounded-xl border border-line bg-surface px-5 py-2.5 shadow-2">
        <Sealed icon={PencilRuler} name="Templates" bytes="9f 3c a1 77 e0 52 0b d4 18 6e" />
        <Sealed icon={Sparkles} name="Answers" bytes="41 e8 7d 02 b9 c6 5f 90 2a 33" />
        <Sealed icon={Database} name="Datasets" bytes="d7 14 88 f3 6b 0e a9 5c 71 e2" />
      </ul>
    </div>
  );
}

const FROM_PASSWORD = 'M121 0v18a8 8 0 0 0 8 8h113a8 8 0 0 1 8 8v18';
const FROM_CODE = 'M379 0v18a8 8 0 0 1-8 8H258a8 8 0 0 0-8 8v18';

function Line({ path, look }: { path: string; look: Look }) {
  return (
    <path
      d={path}
      stroke={look === 'active' ? 'var(--accent)' : 'var(--line-strong)'}
      strokeWidth="1.5"
      strokeDasharray={look === 'later' ? '3 4' : undefined}
    />
  );
}

interface WayProps {
  icon: LucideIcon;
  look: Look;
  title: string;
  note: string;
}

function Way({ icon: Icon, look, title, note }: WayProps) {
  const { card, icon } = LOOKS[look];
  return (
    <div className={classes('min-w-0 flex-1 rounded-xl border bg-surface p-4', card)}>
      <div className="flex items-center gap-2.5">
        <span className={classes('grid size-8 shrink-0 place-items-center rounded-lg', icon)}>
          <Icon aria-hidden size={16} />
        </span>
        <div className="min-w-0">
          <p className="text-sm font-medium">{title}</p>
          <p className="text-xs text-ink-3">{note}</p>
        </div>
      </div>
    </div>
  );
}

function Sealed({ icon: Icon, name, bytes }: { icon: LucideIcon; name: string; bytes: string }) {
  return (
    <li className="flex h-9 items-center gap-2.5 text-sm">
      <Icon aria-hidden size={15} className="shrink-0 text-ink-3" />
      <span className="w-28">{name}</span>
      <code aria-hidden className="flex-1 truncate text-right font-mono text-[11.5px] text-ink-3">
        {bytes}
      </code>
      <LockKeyhole aria-label="sealed" size={13} className="shrink-0 text-ink-3" />
    </li>
  );
}
