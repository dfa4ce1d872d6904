import type { CopiesReply } from '#shared/wire/copies.ts';
import { routes } from '#shared/wire/routes.ts';
import { serve, type Served } from './serve.ts';

/** How the copies of the book do, for the admins of any organization that lies in it. */
export function createCopiesRoute(readCopies: () => CopiesReply): Served {
  return serve(routes.copies, () => Promise.resolve(readCopies()));
}

/** The same in Prometheus' text form: the moment of the last good copy in seconds since 1970, and whether the last attempt failed. */
export function measureCopies({ by, lastGoodAt, fault, second }: CopiesReply): string {
  if (by !== 'server') {
    return '';
  }
  const lines = [`sidebook_copy_failed ${fault === null ? 0 : 1}`];
  if (lastGoodAt !== null) {
    lines.push(`sidebook_copy_last_good_timestamp_seconds ${Date.parse(lastGoodAt) / 1000}`);
  }
  if (second !== null) {
    lines.push(`sidebook_copy_second_failed ${second.fault === null ? 0 : 1}`);
  }
  return lines.map((line) => `${line}\n`).join('');
}
