import { useParams } from '@tanstack/react-router';
import { ExamplesView } from './ExamplesView';

export function ExamplesPage() {
  const { dataset } = useParams({ from: '/shell/d/$dataset/examples' });
  // Another dataset starts afresh: its selection and its edits are its own.
  return <ExamplesView key={dataset} dataset={dataset} />;
}
