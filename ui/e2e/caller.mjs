/** The API beside the page, to prepare what a person would have done before. */
import assert from 'node:assert/strict';
import { PASSWORD } from './person.mjs';

/** Sets the first account up, and gives a caller with a session of its own. */
export async function signUp(url) {
  const ask = async (method, path, body, token) => {
    const answer = await fetch(`${url}/api${path}`, {
      method,
      headers: {
        'Content-Type': 'application/json',
        ...(token && { Authorization: `Bearer ${token}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    assert.ok(answer.ok, `${method} ${path}: ${answer.status}`);
    return answer.status === 204 ? null : answer.json();
  };
  const { token } = await ask('POST', '/setup', { username: 'me', name: 'Me', password: PASSWORD });
  return (method, path, body) => ask(method, path, body, token);
}
