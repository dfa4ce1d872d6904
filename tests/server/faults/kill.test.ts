import { expect, test } from 'vitest';
import { aProcessEnv } from '../build/a-process.ts';
import { aDatabaseUrl, aFolder } from '../build/a-server.ts';
import { describeAftermath, KILLS, killUnderPushes } from './kill-server.ts';

test(
  `kill -9 under pushes, ${KILLS} times: every acknowledged operation is there afterwards, once, and the server is ready again in less than 2 s`,
  async () => {
    const databaseUrl = await aDatabaseUrl();
    const env = { ...aProcessEnv(aFolder()), ...(databaseUrl === undefined ? {} : { SIDEBOOK_DATABASE_URL: databaseUrl }) };
    const after = await killUnderPushes(env, 1, KILLS);
    expect(after.missing).toEqual([]);
    expect(after.doubled).toEqual([]);
    expect(after.acknowledged).toBeGreaterThan(KILLS * 10);
    expect(after.readyMs).toHaveLength(KILLS);
    expect(after.readyMs.toSorted((a, b) => a - b)[Math.floor(KILLS / 2)]).toBeLessThan(2000);
    console.log(describeAftermath(after));
  },
  KILLS * 6000,
);
