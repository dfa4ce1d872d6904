import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** The text of a program with all that it imports, to be run in a browser. */
export async function bundle(program: URL): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: false, lib: { entry: fileURLToPath(program), formats: ['iife'], name: 'bundled' } },
  });
  const output = Array.isArray(built) ? built[0] : built;
  const chunk = output !== undefined && 'output' in output ? output.output[0] : undefined;
  return chunk?.code ?? '';
}
