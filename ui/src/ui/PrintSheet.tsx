import { createPortal } from 'react-dom';
import { formatDay } from '../lib/times';

/**
 * What comes out of the printer in place of the page: whose code, from when, and the code; black in
 * either theme. It lies beside the page, because a dialog may be over that.
 */
export function PrintSheet({ username, code }: { username: string; code: string }) {
  return createPortal(
    <div
      aria-hidden
      data-print-sheet
      className="hidden scheme-light p-10 text-[CanvasText] print:block"
    >
      <p className="text-lg font-semibold">dsforge recovery code of {username}</p>
      <p className="mt-1 text-base">{formatDay(new Date())}</p>
      <p className="mt-6 font-mono text-xl">{code}</p>
    </div>,
    document.body,
  );
}
