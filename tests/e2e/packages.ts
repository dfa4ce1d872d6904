import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';

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

/**
 * Makes sure that browser and webmail are there. As root on Debian missing packages are installed, without starting
 * their services. Gives null when all is there, else the reason why the suites that need them are left out.
 */
export function preparePackages(): string | null {
  if (process.platform !== 'linux' || !existsSync('/etc/debian_version')) {
    return 'the browser and webmail suites run on Debian, with its packages for Chromium, Dovecot, Roundcube and SOGo';
  }
  const missing = PACKAGES.filter((name) => !isInstalled(name));
  if (process.getuid?.() !== 0) {
    return missing.length > 0
      ? `not root, and these Debian packages are missing: ${missing.join(', ')}`
      : 'not root: the mail server of the tests needs users of its own';
  }
  if (missing.length === 0) {
    return null;
  }
  console.error(`Installing Debian packages for the end-to-end suites: ${missing.join(', ')}`);
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
