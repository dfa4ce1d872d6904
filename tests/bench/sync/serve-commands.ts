/** What a process of the bench does, by the command's name. */
export type Commands = Readonly<Record<string, (command: Readonly<Record<string, unknown>>) => unknown>>;

/** Does what the bench tells this process, one command after another, until the bench is gone; `usage` is always among it. */
export function serveCommands(commands: Commands): void {
  let last: Promise<unknown> = Promise.resolve();
  process.on('message', (message: unknown) => {
    if (typeof message !== 'object' || message === null || !('do' in message) || !('n' in message)) {
      return;
    }
    const { n, ...command } = message;
    const run = String(command.do) === 'usage' ? readUsage : commands[String(command.do)];
    last = last.then(async () => {
      try {
        process.send?.({ n, answer: (await run?.({ ...command })) ?? {} });
      } catch (error) {
        process.send?.({ n, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      }
    });
  });
  process.on('disconnect', () => process.exit(0));
}

/** Milliseconds of the processor, of all threads, since the process began, and the most bytes of memory that it held. */
function readUsage(): { readonly cpuMs: number; readonly maxRssBytes: number } {
  const { user, system } = process.cpuUsage();
  return { cpuMs: (user + system) / 1000, maxRssBytes: process.resourceUsage().maxRSS * 1024 };
}
