/** The programs under test: the real dsforge, and the stand-in for Ollama. Both listen on loopback and are ended by their own process. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A port on which nothing listens, so that no model server is reachable. */
export const NO_OLLAMA = '127.0.0.1:9';

/** Starts a program and waits for the line that says where it listens. */
async function start(command, args, env) {
  const child = spawn(command, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const complaints = [];
  child.stderr.on('data', (data) => complaints.push(data));
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const lines = createInterface({ input: child.stdout });
  const url = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) =>
      reject(new Error(`${command} ended with ${code}: ${complaints.join('')}`)),
    );
    lines.on('line', (line) => {
      const found = line.match(/http:\/\/\S+/);
      if (found) resolve(found[0]);
    });
  });
  return {
    url,
    pid: child.pid,
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      await ended;
    },
  };
}

/** A stand-in for Ollama that writes a word every few milliseconds, with further switches of its program. */
export function startOllama(switches = []) {
  const program = process.env.FAKE_OLLAMA_BIN;
  if (!program)
    throw new Error('FAKE_OLLAMA_BIN names the stand-in for Ollama; `just e2e` sets it');
  const pace = switches.includes('--word-ms') ? [] : ['--word-ms', '4'];
  return start(program, ['--port', '0', ...pace, ...switches], {});
}

/** dsforge on a folder of its own, which goes when it is stopped for good. */
export async function startDsforge({ env = {}, args = [] } = {}) {
  const program = process.env.DSFORGE_BIN;
  if (!program) throw new Error('DSFORGE_BIN names the program to test; `just e2e` sets it');
  const folder = await mkdtemp(join(tmpdir(), 'dsforge-e2e-'));
  const settings = [
    'serve',
    '--no-open',
    '--data-dir',
    folder,
    '--secret-file',
    join(folder, 'secret.json'),
    ...args,
  ];
  const running = await start(program, [...settings, '--port', '0'], env);
  const port = new URL(running.url).port;
  return {
    ...running,
    folder,
    /** Starts it again on the same data and address, as after a crash. */
    async startAgain() {
      return start(program, [...settings, '--port', port], env);
    },
    async remove() {
      await rm(folder, { recursive: true, force: true });
    },
  };
}
