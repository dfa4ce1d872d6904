import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../server/config.ts';

describe('configuration', () => {
  test('without any setting the server listens on this machine alone and keeps its data below', () => {
    expect(parseConfig({ PATH: '/bin' }, '/srv')).toEqual({
      ok: true,
      value: {
        port: 8787,
        host: '127.0.0.1',
        dataFolder: '/srv/data',
        keyFile: undefined,
        databaseUrl: undefined,
        publicOrigin: undefined,
        allowHttp: false,
        hourlyCopies: true,
        copyFolder: undefined,
        secondCopyFolder: undefined,
      },
    });
  });

  test('every setting is read', () => {
    const env = {
      SIDEBOOK_PORT: '0',
      SIDEBOOK_HOST: '::',
      SIDEBOOK_DATA: '/d',
      SIDEBOOK_KEY_FILE: 'k',
      SIDEBOOK_DATABASE_URL: 'postgres://me:secret@db.example/book',
      SIDEBOOK_PUBLIC_URL: 'https://Book.example/',
      SIDEBOOK_ALLOW_HTTP: '1',
      SIDEBOOK_BACKUP: '0',
      SIDEBOOK_BACKUP_FOLDER: 'copies',
      SIDEBOOK_BACKUP_SECOND: '/mnt/nas',
    };
    expect(parseConfig(env, '/srv')).toEqual({
      ok: true,
      value: {
        port: 0,
        host: '::',
        dataFolder: '/d',
        keyFile: '/srv/k',
        databaseUrl: 'postgres://me:secret@db.example/book',
        publicOrigin: 'https://book.example',
        allowHttp: true,
        hourlyCopies: false,
        copyFolder: '/srv/copies',
        secondCopyFolder: '/mnt/nas',
      },
    });
  });

  test.each([
    [{ SIDEBOOK_PROT: '1' }, 'SIDEBOOK_PROT is not a setting'],
    [{ SIDEBOOK_PORT: '70000' }, 'SIDEBOOK_PORT must be'],
    [{ SIDEBOOK_PORT: '' }, 'SIDEBOOK_PORT must be'],
    [{ SIDEBOOK_PORT: '80a' }, 'SIDEBOOK_PORT must be'],
    [{ SIDEBOOK_HOST: '' }, 'SIDEBOOK_HOST must be'],
    [{ SIDEBOOK_PUBLIC_URL: 'book.example' }, 'SIDEBOOK_PUBLIC_URL must be'],
    [{ SIDEBOOK_PUBLIC_URL: 'ftp://book.example' }, 'SIDEBOOK_PUBLIC_URL must be'],
    [{ SIDEBOOK_PUBLIC_URL: 'https://book.example/crm' }, 'SIDEBOOK_PUBLIC_URL must be'],
    [{ SIDEBOOK_ALLOW_HTTP: 'yes please' }, 'SIDEBOOK_ALLOW_HTTP must be'],
    [{ SIDEBOOK_BACKUP: 'daily' }, 'SIDEBOOK_BACKUP must be 1 or 0'],
    [{ SIDEBOOK_BACKUP_SECOND: '' }, 'SIDEBOOK_BACKUP_SECOND must be'],
    [{ SIDEBOOK_DATABASE_URL: 'mysql://me:secret@x/y' }, 'SIDEBOOK_DATABASE_URL must be'],
  ])('%j stops the start with one sentence', (env, sentence) => {
    const parsed = parseConfig(env, '/srv');
    expect(parsed.ok ? '' : parsed.error).toContain(sentence);
    expect(parsed.ok ? '' : parsed.error).toMatch(/^[^\n]*\.$/u);
    expect(parsed.ok ? '' : parsed.error).not.toContain('secret');
  });
});
