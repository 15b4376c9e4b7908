import type { Schema } from '../api/schema';

/** The answer of one Ollama with these models; what a test cares about they say themselves. */
export function modelsOf(...models: Partial<Schema<'ModelDetails'>>[]): Schema<'Models'> {
  return {
    servers: [
      {
        name: 'ollama',
        kind: 'ollama',
        local: true,
        address: 'http://127.0.0.1:11434',
        state: 'ok',
        message: null,
        version: '0.33.0',
      },
    ],
    models: models.map((model) => ({
      name: 'gemma3:4b',
      server: 'ollama',
      demo: false,
      local: true,
      capabilities: ['completion'],
      context_length: 8192,
      size: 3_300_000_000,
      parameter_size: '4B',
      loaded: false,
      loading: false,
      digest: null,
      ...model,
    })),
  };
}
