import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readBook } from './book-copy.ts';
import { startChromium, type RepBrowser } from './chromium.ts';

/** A pasted picture is kept with a customer, shown small in the timeline, opened in a tab of its own, and goes with the undo. */

const shots = process.env['E2E_SHOTS'];
let browser: RepBrowser;
let panel: Page;

/** Pastes a drawing of the given size, and what else is given, as a browser's clipboard holds it. */
async function pastePicture(
  page: Page,
  others: readonly { readonly name: string; readonly type: string; readonly bytes: number }[] = [],
): Promise<void> {
  await page.evaluate(async (more) => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [320, 200];
    const pen = canvas.getContext('2d');
    if (pen) {
      pen.fillStyle = '#3a7';
      pen.fillRect(0, 0, 320, 200);
      pen.fillStyle = '#fff';
      pen.font = '40px sans-serif';
      pen.fillText('Shelf 3', 80, 110);
    }
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    const data = new DataTransfer();
    data.items.add(new File([blob ?? new Blob()], 'shelf.png', { type: 'image/png' }));
    for (const { name, type, bytes } of more) {
      data.items.add(new File([new Uint8Array(bytes)], name, { type }));
    }
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, others);
}

/** How many pictures the browser's own IndexedDB holds. */
function countBlobs(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const open = indexedDB.open('sidebook');
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      open.onsuccess = () => resolve(open.result);
      open.onerror = () => reject(open.error ?? new Error('IndexedDB'));
    });
    const count = await new Promise<number>((resolve) => {
      const request = database.transaction('blobs').objectStore('blobs').count();
      request.onsuccess = () => resolve(request.result);
    });
    database.close();
    return count;
  });
}

beforeAll(async () => {
  browser = await startChromium();
  const options = await browser.pair('', '', 'ask');
  await options.evaluate(async () => {
    const ask = (sidebook: string, input: unknown): Promise<unknown> => globalThis.chrome.runtime.sendMessage({ sidebook, input });
    await ask('useLocally', { name: 'Robin Reeve', email: 'rep@lab.test' });
    await ask('addCustomer', { name: 'Shelf Shop', email: 'shop@shelf.example', phone: null });
  });
  panel = await browser.context.newPage();
  await panel.setViewportSize({ width: 360, height: 900 });
  await panel.goto(`chrome-extension://${browser.extensionId}/sidepanel.html`);
  const done = panel.getByRole('button', { name: 'Open the book' });
  const search = panel.getByRole('combobox');
  await done.or(search).first().waitFor();
  if (await done.isVisible()) {
    await done.click();
  }
  await search.fill('shelf');
  await panel
    .getByRole('option', { name: /Shelf Shop/u })
    .first()
    .click();
  await panel.getByText('shop@shelf.example').first().waitFor();
});

afterAll(async () => {
  await browser?.close();
});

it('is kept, shown small, opened whole, and taken back with its note', async () => {
  await pastePicture(panel, [
    { name: 'huge.png', type: 'image/png', bytes: 5 * 1024 * 1024 + 1 },
    { name: 'plan.svg', type: 'image/svg+xml', bytes: 10 },
  ]);
  await panel.getByText('huge.png has more than 5 MB and is left out.').waitFor();
  await panel.getByText('plan.svg is no PNG, JPEG, GIF or WebP picture and is left out.').waitFor();
  expect(await countBlobs(panel)).toBe(0);
  if (shots !== undefined) {
    await panel.screenshot({ path: `${shots}/picture-pasted.png` });
  }
  await panel.getByRole('button', { name: 'Keep the picture' }).click();
  const thumb = panel.getByRole('button', { name: 'Open the picture shelf.png' });
  await thumb.waitFor();
  await expect.poll(() => thumb.locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(320);
  expect(await countBlobs(panel)).toBe(1);
  if (shots !== undefined) {
    await panel.screenshot({ path: `${shots}/picture-timeline.png` });
  }

  const [tab] = await Promise.all([browser.context.waitForEvent('page'), thumb.click()]);
  const whole = tab.locator('main img');
  await expect.poll(() => whole.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(320);
  expect(await tab.title()).toBe('shelf.png');
  await tab.close();

  // A picture that nobody has any more is said to be so.
  const stray = await browser.context.newPage();
  await stray.goto(`chrome-extension://${browser.extensionId}/picture.html#i00/${'0'.repeat(64)}`);
  await stray.getByText('This picture is neither in this browser nor on the server.').waitFor();
  await stray.close();

  await panel.bringToFront();
  await panel.locator('body').press('u');
  await expect.poll(async () => (await readBook(panel)).interactions.length).toBe(0);
  await expect.poll(() => countBlobs(panel)).toBe(0);
});
