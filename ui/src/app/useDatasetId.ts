import { useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useDatasets } from '../api/queries';
import { useUiPreferences } from '../api/ui-preferences';

/** The dataset of the address, else the one that was open last, else the first; null when none. */
export function useDatasetId(): { id: number | null; isPending: boolean } {
  const { dataset } = useParams({ strict: false });
  const [{ last_dataset }] = useUiPreferences();
  const { data: datasets, isPending } = useDatasets();
  if (dataset !== undefined) return { id: dataset, isPending: false };
  const last = datasets?.find(({ id }) => id === last_dataset) ?? datasets?.[0];
  return { id: last?.id ?? null, isPending };
}

/** Remembers the dataset of the address as the one that was open last. */
export function useRememberDataset(): void {
  const { dataset } = useParams({ strict: false });
  const { data: datasets } = useDatasets();
  const [{ last_dataset }, save] = useUiPreferences();
  const isKnown = datasets?.some(({ id }) => id === dataset) ?? false;
  useEffect(() => {
    if (isKnown && dataset !== undefined && dataset !== last_dataset) {
      save({ last_dataset: dataset });
    }
  }, [isKnown, dataset, last_dataset, save]);
}
