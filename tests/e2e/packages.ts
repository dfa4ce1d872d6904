import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { findPostgres } from '../server/build/a-postgres.ts';

/** The Debian packages that the end-to-end suites need. */
const PACKAGES = [
  'chromium',
  'dovecot-imapd',
  'memcached',
  'firefox-esr',
  'openbox',
  'php-cli',
  'php-sqlite3',
  'postgresql-15',
  'python3',
  'roundcube-core',
  'roundcube-plugins',
  'roundcube-skin-classic',
  'roundcube-skin-larry',
  'roundcube-sqlite3',
  'sogo',
  'util-linux',
  'xdotool',
  'xvfb',
];

const POLICY = '/usr/sbin/policy-rc.d';

function isInstalled(name: string): boolean {
  const query = spawnSync('dpkg-query', ['-W', '-f=${Status}', name], { encoding: 'utf8' });
  return query.status === 0 && query.stdout.includes('ok installed');
}

const isDebian = (): boolean => process.platform === 'linux' && existsSync('/etc/debian_version');

/**
 * Makes sure that browser and webmail are there. As root on Debian missing packages are installed, without starting
 * their services. Gives null when all is there, else the reason why the suites that need them are left out.
 */
export function preparePackages(): string | null {
  if (!isDebian()) {
    return 'the browser and webmail suites run on Debian, with its packages for Chromium, Dovecot, Roundcube and SOGo';
  }
  const missing = PACKAGES.filter((name) => !isInstalled(name));
  if (process.getuid?.() !== 0) {
    return missing.length > 0
      ? `not root, and these Debian packages are missing: ${missing.join(', ')}`
      : 'not root: the mail server of the tests needs users of its own';
  }
  return missing.length === 0 ? null : installPackages('the end-to-end suites', missing);
}

/** Makes sure that PostgreSQL's programs are there, in the same manner; whoever is not root may use what is installed. */
export function preparePostgres(): string | null {
  if (findPostgres()) {
    return null;
  }
  if (!isDebian()) {
    return 'PostgreSQL is looked for where Debian’s packages put it';
  }
  return process.getuid?.() === 0
    ? installPackages('the suites on PostgreSQL', ['postgresql-15'])
    : 'not root, and the Debian package postgresql-15 is missing';
}

/** Installs Debian packages without starting their services. Gives null, or why not. */
function installPackages(purpose: string, missing: readonly string[]): string | null {
  console.error(`Installing Debian packages for ${purpose}: ${missing.join(', ')}`);
  const isPolicyOurs = !existsSync(POLICY);
  if (isPolicyOurs) {
    writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  }
  try {
    const options = { stdio: ['ignore', 2, 2] as ['ignore', 2, 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
    execFileSync('apt-get', ['update', '-q'], options);
    execFileSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...missing], options);
    return null;
  } catch {
    return `Debian packages could not be installed: ${missing.filter((name) => !isInstalled(name)).join(', ')}`;
  } finally {
    if (isPolicyOurs) {
      rmSync(POLICY, { force: true });
    }
  }
}
