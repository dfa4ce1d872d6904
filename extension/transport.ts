import * as v from 'valibot';
import { browser, type Browser } from 'wxt/browser';
import type { ErrorCode } from '#shared/errors.ts';
import { AppError } from '#shared/errors.ts';
import { err, ok, type Result } from '#shared/result.ts';
import type { Call } from './page-messages.ts';

/** A failure as it crosses between contexts: a code and what it was about. */
export type Failure = { readonly code: ErrorCode | 'internal'; readonly details: Readonly<Record<string, string | number | boolean>> };

/** Where a call came from, as the browser says; a page cannot forge it. */
export type Sender = {
  readonly context: 'page' | 'panel';
  readonly tab: number | undefined;
  readonly frame: number | undefined;
  readonly url: string;
};

const Envelope = v.strictObject({ sidebook: v.string(), input: v.unknown() });
const Details = v.record(v.string(), v.union([v.string(), v.number(), v.boolean()]));
const Reply = v.variant('ok', [
  v.strictObject({ ok: v.literal(true), value: v.unknown() }),
  v.strictObject({ ok: v.literal(false), error: v.strictObject({ code: v.string(), details: Details }) }),
]);

type Input<C> = C extends Call<infer I> ? v.InferInput<I> : never;
type Parsed<C> = C extends Call<infer I> ? v.InferOutput<I> : never;
type Output<C> = C extends Call<infer _, infer O> ? v.InferOutput<O> : never;

/** Sends a call to the background. A background that is not there (update, crash) is a failure, not a throw. */
export async function send<C extends Call>(call: C, input: Input<C>): Promise<Result<Output<C>, Failure>> {
  let answer: unknown;
  try {
    answer = await browser.runtime.sendMessage({ sidebook: call.name, input });
  } catch {
    return err(unanswered(call));
  }
  const reply = v.safeParse(Reply, answer);
  if (!reply.success) {
    return err(unanswered(call));
  }
  if (!reply.output.ok) {
    return err(toFailure(reply.output.error));
  }
  const value = v.safeParse(call.output, reply.output.value);
  // The schema is the call's own output schema, whose type is Output<C>; TypeScript does not resolve the conditional type.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return value.success ? ok(value.output as Output<C>) : err(unanswered(call));
}

/** How long to wait before a call that nobody answered is sent again; a background is up again within a second. */
const REPEAT_AFTER_MS = [100, 400, 1500, 5000, 15_000] as const;
/** A call that has no answer for so long has none to come: a background that ends with a call in its hands may leave it open for ever. */
const SILENT_MS = 20_000;

/**
 * Sends a call again until the background answers: it may be killed between taking a call and carrying it out, and what a page
 * told would be lost with it. Only for calls that may arrive twice. `isStale`: nobody needs the answer any more.
 */
export async function sendUntilAnswered<C extends Call>(call: C, input: Input<C>, isStale: () => boolean): Promise<Result<Output<C>, Failure>> {
  let answer = await sendOnce(call, input);
  for (const delayMs of REPEAT_AFTER_MS) {
    // A handler's own failure is an answer; only what went unanswered names the call.
    if (answer.ok || answer.error.details['call'] === undefined || isStale()) {
      break;
    }
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    answer = isStale() ? answer : await sendOnce(call, input);
  }
  return answer;
}

async function sendOnce<C extends Call>(call: C, input: Input<C>): Promise<Result<Output<C>, Failure>> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<Result<Output<C>, Failure>>((resolve) => {
    timer = setTimeout(() => resolve(err(unanswered(call))), SILENT_MS);
  });
  const answer = await Promise.race([send(call, input), silence]);
  clearTimeout(timer);
  return answer;
}

/** Only a call that nobody answered names itself; a handler's own failure does not. */
function unanswered(call: Call): Failure {
  return { code: 'internal', details: { call: call.name } };
}

function toFailure(error: { readonly code: string; readonly details: v.InferOutput<typeof Details> }): Failure {
  // The background of the same build sent it, so the code is one of ours.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return { code: error.code as ErrorCode, details: error.details };
}

/** The background's answers, one for each call. */
export type Handlers<Calls extends Readonly<Record<string, Call>>> = {
  readonly [K in keyof Calls]: (input: Parsed<Calls[K]>, sender: Sender) => Promise<Output<Calls[K]>>;
};

/**
 * Answers calls in the background. A sender may use only the calls of its own context: a content script can neither
 * read records nor write what a user has to press for. Input that does not parse is refused before any handler runs.
 */
export function listen<Calls extends Readonly<Record<string, Call>>>(all: Calls, handlers: Handlers<Calls>): void {
  const byName = new Map(Object.entries(all).map(([key, call]) => [call.name, { key, call }]));
  browser.runtime.onMessage.addListener((message: unknown, rawSender, respond) => {
    const envelope = v.safeParse(Envelope, message);
    const entry = envelope.success ? byName.get(envelope.output.sidebook) : undefined;
    const sender = toSender(rawSender);
    if (!envelope.success || !entry || sender?.context !== entry.call.from) {
      return false;
    }
    const input = v.safeParse(entry.call.input, envelope.output.input);
    if (!input.success) {
      respond({ ok: false, error: { code: 'bad-request', details: { call: entry.call.name, issue: input.issues[0]?.message ?? '' } } });
      return false;
    }
    const handler: ((input: never, sender: Sender) => Promise<unknown>) | undefined = handlers[entry.key];
    if (!handler) {
      return false;
    }
    // The input was just parsed by this call's own schema, which is the type its handler takes.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    handler(input.output as never, sender).then(
      (value) => respond({ ok: true, value }),
      (error: unknown) => respond({ ok: false, error: describe(error) }),
    );
    return true;
  });
}

function describe(error: unknown): Failure {
  return error instanceof AppError ? { code: error.code, details: error.details } : { code: 'internal', details: { reason: String(error) } };
}

function toSender(sender: Browser.runtime.MessageSender): Sender | undefined {
  if (sender.id !== browser.runtime.id) {
    return undefined;
  }
  const url = sender.url ?? '';
  const isOwnPage = url.startsWith(`${globalThis.location.origin}/`);
  return { context: isOwnPage ? 'panel' : 'page', tab: sender.tab?.id, frame: sender.frameId, url };
}
