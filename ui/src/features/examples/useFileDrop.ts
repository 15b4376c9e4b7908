import { useNavigate } from '@tanstack/react-router';
import type { DragEvent } from 'react';
import { handOver } from '../../lib/dropped-file';

/** Takes a file that is dropped on the examples to where it is imported. */
export function useFileDrop(dataset: number) {
  const navigate = useNavigate();
  return {
    onDragOver: (event: DragEvent) => {
      if (event.dataTransfer.types.includes('Files')) event.preventDefault();
    },
    onDrop: (event: DragEvent) => {
      const [file] = event.dataTransfer.files;
      if (!file) return;
      event.preventDefault();
      handOver(file);
      void navigate({ to: '/d/$dataset/import', params: { dataset } });
    },
  };
}
