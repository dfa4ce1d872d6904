import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** Samples of others lie beside the repository and never in it. */
export const samples = path.resolve(import.meta.dirname, '../../../../shared/samples/capture');
export const hasSamples = existsSync(samples);

/** The files of one folder of the samples, by name. */
export function listFiles(folder: string, end = '.html'): string[] {
  return readdirSync(path.join(samples, folder))
    .filter((file) => file.endsWith(end))
    .toSorted()
    .map((file) => path.join(samples, folder, file));
}
