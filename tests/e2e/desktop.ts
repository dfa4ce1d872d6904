import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A desktop of its own: a screen in memory with a window manager, and keys that reach the browser's own parts. */
export type Desktop = {
  /** What `DISPLAY` must say for a program to appear on it. */
  readonly display: string;
  /** Presses keys as a person does, in the window that has the focus: `alt+shift+s`, `Tab`, `Return`. */
  readonly press: (keys: string) => Promise<void>;
  /** Presses the mouse at a point of the screen (px from the top left). */
  readonly click: (x: number, y: number) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Starts Xvfb and openbox on the first display number that nobody uses. */
export async function startDesktop(): Promise<Desktop> {
  let number = 90;
  while (existsSync(`/tmp/.X11-unix/X${number}`)) {
    number += 1;
  }
  const display = `:${number}`;
  const env = { ...process.env, DISPLAY: display };
  const screen: ChildProcess = spawn('Xvfb', [display, '-screen', '0', '1680x1000x24'], { stdio: 'ignore' });
  for (let attempt = 0; attempt < 100 && !existsSync(`/tmp/.X11-unix/X${number}`); attempt += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const windows: ChildProcess = spawn('openbox', [], { env, stdio: 'ignore' });
  return {
    display,
    async press(keys) {
      await run('xdotool', ['key', '--clearmodifiers', keys], { env });
    },
    async click(x, y) {
      await run('xdotool', ['mousemove', String(x), String(y), 'click', '1'], { env });
    },
    async close() {
      windows.kill('SIGTERM');
      screen.kill('SIGTERM');
      await new Promise((resolve) => screen.once('exit', resolve));
    },
  };
}
