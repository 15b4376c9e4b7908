import { setupServer } from 'msw/node';

/** The server of the tests. It answers nothing by itself: a test says what it expects to be asked. */
export const server = setupServer();

/** The address of an API path, as msw wants it: `api('/datasets')`. */
export const api = (path: string) => `${window.location.origin}/api${path}`;
