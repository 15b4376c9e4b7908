import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError, OfflineError } from '../../api/errors';
import { formatAmount } from '../../lib/numbers';
import { useCountdown } from '../../lib/useCountdown';

/** What went wrong at the door, sorted by what the form does about it. */
export interface Refusal {
  /** Under the field of the secret: it does not fit. */
  secret: string | null;
  /** Anything else the server said. */
  other: string | null;
  offline: boolean;
}

interface Options<Input> {
  enter: (input: Input) => Promise<unknown>;
  /** What a wrong secret is called, with what to do: "That username and password do not match." */
  wrong: string;
  onEntered: () => void;
  onRefused: () => void;
}

/** Trying to get in: refusals in words, and the wait after too many tries. */
export function useSignIn<Input>({ enter, wrong, onEntered, onRefused }: Options<Input>) {
  const [openAt, setOpenAt] = useState<number | null>(null);
  const wait = useCountdown(openAt);
  const { mutate, reset, isPending, error } = useMutation({
    mutationFn: enter,
    onSuccess: onEntered,
    onError: (refused) => {
      if (refused instanceof ApiError && refused.status === 429) {
        setOpenAt(Date.now() + (refused.number('retry_after_s') ?? 60) * 1000);
      }
      onRefused();
    },
  });
  const submit = (input: Input) => {
    if (!isPending && wait === 0) mutate(input);
  };
  return { submit, reset, isPending, wait, refusal: sortRefusal(error, wrong) };
}

function sortRefusal(error: Error | null, wrong: string): Refusal {
  const none = { secret: null, other: null, offline: false };
  if (error === null) return none;
  if (error instanceof OfflineError) return { ...none, offline: true };
  if (!(error instanceof ApiError)) return { ...none, other: error.message };
  // The countdown says it, and stops saying it by itself.
  if (error.status === 429) return none;
  if (error.status !== 401) return { ...none, other: error.detail };
  const left = error.number('tries_left');
  return { ...none, secret: [wrong, left === null ? '' : triesLeft(left)].join(' ').trim() };
}

function triesLeft(left: number): string {
  const tries = left === 0 ? 'No try' : formatAmount(left, 'try', 'tries');
  return `${tries} left this minute.`;
}
