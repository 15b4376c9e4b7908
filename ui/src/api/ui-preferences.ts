import { useCallback } from 'react';
import { usePreferences, useSavePreferences } from './queries';

/** What the page itself remembers about a person; the server only keeps it. */
export interface UiPreferences {
  /** Keys without a modifier work. */
  single_keys: boolean;
  /** Starring a card moves on to the next one. */
  star_moves_on: boolean;
  /** The dataset that was open last. */
  last_dataset: number | null;
}

const DEFAULTS: UiPreferences = { single_keys: true, star_moves_on: true, last_dataset: null };

/** The page's own preferences and how to change some of them. */
export function useUiPreferences(): [UiPreferences, (change: Partial<UiPreferences>) => void] {
  const { data } = usePreferences();
  const { mutate } = useSavePreferences();
  const stored = data?.ui;
  const save = useCallback(
    (change: Partial<UiPreferences>) => mutate({ ui: { ...stored, ...change } }),
    [mutate, stored],
  );
  return [{ ...DEFAULTS, ...(stored as Partial<UiPreferences> | undefined) }, save];
}
