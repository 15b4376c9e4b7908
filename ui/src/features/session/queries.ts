import { useQuery } from '@tanstack/react-query';
import { client } from '../../api/client';
import { unwrap } from '../../api/errors';

/** Which version answers. Asked before there is a session. */
export function useHealth() {
  return useQuery({ queryKey: ['health'], queryFn: () => unwrap(client.GET('/health')) });
}
