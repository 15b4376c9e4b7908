/** What the server answered instead of what was asked for. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  /** A sentence for the reader: what happened and what to do. */
  readonly detail: string;
  /** Everything the answer said besides `detail`, such as `field` or `tries_left`. */
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(status: number, detail: string, extra: Record<string, unknown> = {}) {
    super(detail);
    this.status = status;
    this.detail = detail;
    this.extra = extra;
  }

  /** An extra field that is a number, such as `retry_after_s`, else null. */
  number(field: string): number | null {
    const value = this.extra[field];
    return typeof value === 'number' ? value : null;
  }

  /** An extra field that is a text, such as `field` or `pointer`, else null. */
  text(field: string): string | null {
    const value = this.extra[field];
    return typeof value === 'string' ? value : null;
  }
}

/** No answer at all: the program is not running or was stopped. */
export class OfflineError extends Error {
  override readonly name = 'OfflineError';

  constructor() {
    super('dsforge isn’t running. Start it again; this page reconnects by itself.');
  }
}

/** The sentence to show for anything that was thrown. */
export function describeError(error: unknown): string {
  if (error instanceof ApiError) return error.detail;
  if (error instanceof Error) return error.message;
  return 'Something went wrong that has no description.';
}

/** Turns the body of a failed answer into an {@link ApiError}. */
export function toApiError(status: number, body: unknown): ApiError {
  if (typeof body === 'object' && body !== null) {
    const { detail, ...extra } = body as Record<string, unknown>;
    if (typeof detail === 'string') return new ApiError(status, detail, extra);
  }
  return new ApiError(status, `The server answered with status ${status} and no explanation.`);
}

interface Answer<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/** The data of a call of `client`, or throws an {@link ApiError}. */
export async function unwrap<Data>(call: Promise<Answer<Data>>): Promise<Data> {
  const { data, error, response } = await call;
  if (!response.ok) throw toApiError(response.status, error);
  return data as Data;
}
