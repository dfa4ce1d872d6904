import { afterEach, describe, expect, test, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { pageCalls } from '../../extension/page-messages.ts';
import { sendUntilAnswered } from '../../extension/transport.ts';

const report = { document: 'd', top: true, report: { kind: 'no-webmail' } } as const;

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  fakeBrowser.reset();
});

/** A background that dies over its first calls. `answers`: what each try gives; what is undefined is never answered. */
function aBackgroundThat(answers: readonly unknown[]) {
  let tries = 0;
  const answerNext = (): unknown => {
    tries += 1;
    const answer = answers[tries - 1];
    return answer === undefined ? Promise.reject(new Error('The message port closed before a response was received.')) : Promise.resolve(answer);
  };
  vi.spyOn(browser.runtime, 'sendMessage').mockImplementation(answerNext);
  return { tries: () => tries };
}

describe('a call of a page', () => {
  test('is sent again until the background is there again', async () => {
    vi.useFakeTimers();
    const background = aBackgroundThat([undefined, undefined, { ok: true, value: { wantsRaw: true } }]);
    const done = sendUntilAnswered(pageCalls.pageRead, report, () => false);
    await vi.runAllTimersAsync();
    expect(await done).toEqual({ ok: true, value: { wantsRaw: true } });
    expect(background.tries()).toBe(3);
  });

  test('is sent again when the background ended with it in its hands and left it open', async () => {
    vi.useFakeTimers();
    const background = aBackgroundThat([new Promise(() => undefined), { ok: true, value: { wantsRaw: true } }]);
    const done = sendUntilAnswered(pageCalls.pageRead, report, () => false);
    await vi.runAllTimersAsync();
    expect(await done).toEqual({ ok: true, value: { wantsRaw: true } });
    expect(background.tries()).toBe(2);
  });

  test('is not sent again when it was refused, when nobody needs it any more, and not for ever', async () => {
    vi.useFakeTimers();
    const refused = aBackgroundThat([{ ok: false, error: { code: 'internal', details: { reason: 'a fault' } } }]);
    expect((await sendUntilAnswered(pageCalls.pageRead, report, () => false)).ok).toBe(false);
    expect(refused.tries()).toBe(1);
    vi.restoreAllMocks();
    const stale = aBackgroundThat([undefined, { ok: true, value: { wantsRaw: true } }]);
    expect((await sendUntilAnswered(pageCalls.pageRead, report, () => true)).ok).toBe(false);
    expect(stale.tries()).toBe(1);
    vi.restoreAllMocks();
    const gone = aBackgroundThat([]);
    const done = sendUntilAnswered(pageCalls.pageRead, report, () => false);
    await vi.runAllTimersAsync();
    expect((await done).ok).toBe(false);
    expect(gone.tries()).toBe(6);
  });
});
