import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-for-testing', 'microsoft-edge', 'brave-browser'];
const APPLICATIONS = ['/Applications/Chromium.app/Contents/MacOS/Chromium', '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge'];

/** A desktop browser that takes an unpacked extension from the command line; undefined where there is none, or no screen. */
export function findBrowser(env: Readonly<Record<string, string | undefined>>, platform: string): string | undefined {
  if (platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY']) {
    return undefined;
  }
  const folders = (env['PATH'] ?? '').split(delimiter);
  return [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...APPLICATIONS].find((path) => existsSync(path));
}

/** The id that Chromium gives an unpacked extension: the first 16 bytes of the SHA-256 of its folder, in the letters a to p. */
export function idOfUnpacked(folder: string): string {
  const hex = createHash('sha256').update(folder).digest('hex').slice(0, 32);
  return hex.replace(/./gu, (digit) => 'abcdefghijklmnop'.charAt(Number.parseInt(digit, 16)));
}

/** Opens a browser with a profile of its own, the extension and some pages. It is left running when the server ends. */
export function openBrowser(program: string, profile: string, extension: string, pages: readonly string[]): void {
  const args = [
    `--user-data-dir=${profile}`,
    `--disable-extensions-except=${extension}`,
    `--load-extension=${extension}`,
    '--no-first-run',
    '--no-default-browser-check',
  ];
  spawn(program, [...args, ...pages], { detached: true, stdio: 'ignore' }).unref();
}
