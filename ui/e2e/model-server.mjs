/** A model server that says what it is told to say: one text after another, as answer and as thinking before it. */
import { createServer } from 'node:http';

const DIGEST = 'd'.repeat(64);
const NAME = 'gemma3:4b';

/** Listens on loopback. `asked` holds the paths that no model server has, for whoever must not ask them. */
export async function startModelServer(texts) {
  const asked = [];
  let next = 0;
  const say = (messages) => {
    const isParaphrase = /You rephrase requests/.test(messages[0]?.content ?? '');
    if (isParaphrase) return { content: JSON.stringify({ paraphrases: texts() }) };
    const text = texts()[next % texts().length];
    next += 1;
    return { content: text, thinking: text };
  };
  const routes = {
    '/api/version': () => ({ version: '0.33.0' }),
    '/api/tags': () => ({ models: [{ name: NAME, model: NAME, digest: DIGEST, details: {} }] }),
    '/api/ps': () => ({ models: [] }),
    '/api/show': () => ({ capabilities: ['completion', 'thinking'], model_info: {} }),
  };
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const piece of request) body += piece;
    const send = (value) => response.end(`${JSON.stringify(value)}\n`);
    if (request.url === '/api/chat') {
      const { model, messages } = JSON.parse(body);
      response.setHeader('Content-Type', 'application/x-ndjson');
      const message = { role: 'assistant', ...say(messages) };
      response.write(`${JSON.stringify({ model, message, done: false })}\n`);
      send({ model, message: { content: '' }, done: true, done_reason: 'stop', eval_count: 9 });
    } else if (request.url in routes) {
      response.setHeader('Content-Type', 'application/json');
      send(routes[request.url]());
    } else {
      asked.push(request.url);
      response.statusCode = 404;
      send({ error: 'not found' });
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A test that fails before it stops this one ends all the same.
  server.unref();
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    asked,
    stop: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}
