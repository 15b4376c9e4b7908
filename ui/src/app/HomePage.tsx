import { Navigate } from '@tanstack/react-router';
import { usePreferences } from '../api/queries';
import { Spinner } from '../ui/Spinner';
import { paths } from './paths';
import { useDatasetId } from './useDatasetId';

/** The way to where the person left off. */
export function HomePage() {
  const preferences = usePreferences();
  const { id, isPending } = useDatasetId();
  if (isPending || preferences.isPending) {
    return (
      <div className="grid flex-1 place-items-center text-ink-3">
        <Spinner label="Opening your dataset" size={20} />
      </div>
    );
  }
  return <Navigate {...(id === null ? paths.datasets : paths.generate(id))} replace />;
}
