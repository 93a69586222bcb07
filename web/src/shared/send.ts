// Owns one request over a bad network: a time limit, being dropped, trying again. Must not know what is asked.

export type Failure = "network" | "timeout" | "busy" | "refused";

/** Why a request came to nothing. A dropped request is an `AbortError` and none of these. */
export class SendError extends Error {
  readonly failure: Failure;
  readonly status: number;
  /** What the service said, where it said something. */
  readonly body: unknown;

  constructor(failure: Failure, status = 0, body: unknown = null) {
    super(failure);
    this.name = "SendError";
    this.failure = failure;
    this.status = status;
    this.body = body;
  }
}

export interface Sending {
  /** Drops the request, also while it waits to try again. */
  signal?: AbortSignal;
  /** How often at most; 1 is once. */
  tries?: number;
  /** Called before each further try: the network stutters. */
  onStutter?: (failure: Failure, tried: number) => void;
  timeout?: number;
}

const TIMEOUT = 4000;
const TRIES = 4;
const FIRST_PAUSE = 400;
const WORTH_ANOTHER_TRY: readonly number[] = [429, 502, 503, 504];

export const aborted = (error: unknown): boolean => error instanceof DOMException && error.name === "AbortError";

const dropped = () => new DOMException("dropped", "AbortError");

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((done, fail) => {
    if (signal?.aborted) return fail(dropped());
    const stop = () => {
      clearTimeout(timer);
      fail(dropped());
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      done();
    }, ms);
    signal?.addEventListener("abort", stop, { once: true });
  });
}

/** One try. The time limit holds until the last byte is read. */
async function once<T>(url: string, init: RequestInit, read: (answer: Response) => Promise<T>, sending: Sending): Promise<T> {
  const { signal, timeout = TIMEOUT } = sending;
  if (signal?.aborted) throw dropped();
  const own = new AbortController();
  const stop = () => own.abort();
  signal?.addEventListener("abort", stop, { once: true });
  const timer = setTimeout(stop, timeout);
  try {
    const answer = await fetch(url, { ...init, signal: own.signal });
    if (answer.ok) return await read(answer);
    const body: unknown = await answer.json().catch(() => null);
    throw new SendError(WORTH_ANOTHER_TRY.includes(answer.status) ? "busy" : "refused", answer.status, body);
  } catch (error) {
    if (error instanceof SendError) throw error;
    if (signal?.aborted) throw dropped();
    throw new SendError(own.signal.aborted ? "timeout" : "network");
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}

/** Sends, and tries again with growing pauses where another try may help. */
export async function send<T>(
  url: string,
  init: RequestInit,
  read: (answer: Response) => Promise<T>,
  sending: Sending = {},
): Promise<T> {
  const { tries = TRIES, onStutter, signal } = sending;
  for (let tried = 1; ; tried += 1) {
    try {
      return await once(url, init, read, sending);
    } catch (error) {
      if (!(error instanceof SendError) || error.failure === "refused" || tried >= tries) throw error;
      onStutter?.(error.failure, tried);
      await pause(FIRST_PAUSE * 2 ** (tried - 1), signal);
    }
  }
}
