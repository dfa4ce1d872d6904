import { render } from 'preact';
import { act } from 'preact/test-utils';
import { expect, test } from 'vitest';
import { ReaderContext, readerOf } from '#shared/ui/reader.ts';
import { HomePage } from '../../../extension/sidebar/pages/HomePage.tsx';
import { PanelContext } from '../../../extension/sidebar/panel-context.ts';
import { aMessage } from '../../shared/capture/a-message.ts';
import { aBackground, aPanel, aSender, TAB } from '../background/a-background.ts';

/** Waits until the page has drawn what `find` looks for. */
async function drawn<T>(find: () => T | null | undefined): Promise<T> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const found = find();
    if (found !== null && found !== undefined) {
      return found;
    }
    await act(() => new Promise((resolve) => setTimeout(resolve, 10)));
  }
  throw new Error(`Nothing was drawn in ${document.body.textContent}`);
}

test('a field that is being edited stays open, with what was typed, when the source of the open mail arrives', async () => {
  const { book, identity, page, panel, open, saveSender } = await aBackground();
  const seen = aMessage({ messageId: null });
  await open(seen);
  const customer = await saveSender(seen);
  await panel.editField({ id: customer, field: 'title', was: null, value: 'Buyer' }, aPanel);
  const report = { kind: 'message' as const, message: seen, hasRaw: true };
  expect(await page.pageRead({ document: 'document-0', top: true, report }, aSender())).toEqual({ wantsRaw: true });

  const none = (): void => undefined;
  await act(() =>
    render(
      <ReaderContext.Provider value={readerOf('en-GB', 'Europe/London', Date.parse('2026-03-02T10:00:00Z'))}>
        <PanelContext.Provider value={{ book, identity, tab: TAB, openCustomer: none, announce: none, offer: undefined, lookAt: none }}>
          <HomePage tabOrigin="https://mail.shop.example" sheet={null} onSheet={none} />
        </PanelContext.Provider>
      </ReaderContext.Provider>,
      document.body,
    ),
  );
  const title = await drawn(() => [...document.querySelectorAll<HTMLElement>('.ed')].find((one) => one.textContent.startsWith('Title:')));
  await act(() => title.click());
  const field = await drawn(() => document.querySelector<HTMLInputElement>('.ed-in input'));
  await act(() => {
    field.value = 'Head of purchas';
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });

  const source =
    'From: Mira Holt <mira@holt-tools.example>\r\nTo: rep@shop.example\r\nMessage-ID: <7@holt-tools.example>\r\nSubject: Boxes\r\n\r\nHello';
  const raw = { latin1: source, cutAtBytes: null, totalBytes: source.length };
  await page.rawRead({ document: 'document-0', nativeId: seen.nativeId, raw, failure: null }, aSender());
  await act(() => new Promise((resolve) => setTimeout(resolve, 200)));
  expect(document.querySelector<HTMLInputElement>('.ed-in input')?.value).toBe('Head of purchas');
});

async function drawPanel({ book, identity }: Awaited<ReturnType<typeof aBackground>>): Promise<void> {
  const none = (): void => undefined;
  await act(() => render(null, document.body));
  await act(() =>
    render(
      <ReaderContext.Provider value={readerOf('en-GB', 'Europe/London', Date.parse('2026-03-02T10:00:00Z'))}>
        <PanelContext.Provider value={{ book, identity, tab: TAB, openCustomer: none, announce: none, offer: undefined, lookAt: none }}>
          <HomePage tabOrigin="https://mail.shop.example" sheet={null} onSheet={none} />
        </PanelContext.Provider>
      </ReaderContext.Provider>,
      document.body,
    ),
  );
}

function textShown(text: string): () => string | null {
  return () => (document.body.textContent.includes(text) ? text : null);
}

test('whom one writes to is shown: his page when he is known, else that he is not in the book', async () => {
  const opened = await aBackground();
  const seen = aMessage({ messageId: null });
  await opened.open(seen);
  await opened.saveSender(seen);
  const compose = { kind: 'compose' as const, adapter: 'gmail', cc: [], bcc: [], subject: '' };
  const stranger = { name: '', email: 'new@elsewhere.example' };
  await opened.page.pageRead({ document: 'document-0', top: true, report: { ...compose, to: [stranger] } }, aSender());
  await drawPanel(opened);
  await drawn(textShown('Not in the book yet'));
  await opened.page.pageRead({ document: 'document-0', top: true, report: { ...compose, to: [stranger, seen.from ?? stranger] } }, aSender());
  await drawn(textShown('Nothing is logged before it is sent.'));
  expect(document.body.textContent).toContain(`You are writing to ${seen.from?.name}`);
});

test('a changed layout is named above what the general reader found', async () => {
  const opened = await aBackground();
  const fallback = aMessage({ adapter: 'generic@2026-11-01', messageId: null });
  for (const at of ['one', 'two', 'three']) {
    const report = { kind: 'unreadable' as const, adapter: 'gmail', missing: ['sender'], at, fallback };
    await opened.page.pageRead({ document: 'document-0', top: true, report }, aSender());
  }
  await drawPanel(opened);
  await drawn(textShown('The layout of Gmail changed: sender not found.'));
  expect(document.body.textContent).toContain('general reader');
  await drawn(textShown(fallback.from?.email ?? ''));
});
