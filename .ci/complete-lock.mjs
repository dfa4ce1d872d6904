// Completes package-lock.json after `npm install` on a registry that carries only some platforms: npm then leaves the
// other platforms' optional packages out of the lockfile, and `npm ci` refuses it everywhere ("Missing: … from lock file").
// Each missing one is entered with its version and platform; npm fetches it only where it fits.  node .ci/complete-lock.mjs
import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8'));
const systems = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32', 'aix', 'netbsd', 'openbsd', 'sunos'];
const chips = ['arm64', 'x64', 'ia32', 'arm', 'ppc64', 'riscv64', 's390x', 'loong64', 'mips64el', 'wasm32'];

for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(path === '' ? {} : (entry.optionalDependencies ?? {}))) {
    const isThere = [`${path}/node_modules/${name}`, `node_modules/${name}`].some((place) => lock.packages[place]);
    if (isThere) {
      continue;
    }
    const words = name.split(/[-/]/u);
    const os = systems.filter((system) => words.includes(system));
    const cpu = chips.filter((chip) => words.includes(chip));
    const libc = words.some((word) => /musl/u.test(word))
      ? ['musl']
      : words.some((word) => word === 'gnu' || word === 'gnueabihf')
        ? ['glibc']
        : undefined;
    lock.packages[`node_modules/${name}`] = {
      version: version.replace(/^[\^~]/u, ''),
      ...(cpu.length > 0 ? { cpu } : {}),
      ...(entry.dev ? { dev: true } : {}),
      ...(libc && os.includes('linux') ? { libc } : {}),
      optional: true,
      ...(os.length > 0 ? { os } : {}),
    };
    console.log(`entered ${name}@${version}`);
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).toSorted(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
