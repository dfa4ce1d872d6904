import { BUILD_TARGETS, buildTargets } from './build-targets.ts';

/** `npm run build`: extension and console, when their sources changed; `--force` builds them in any case. */
const failed = await buildTargets(BUILD_TARGETS, process.argv.includes('--force'));
if (failed.length > 0) {
  process.stderr.write(`Could not build: ${failed.join(', ')}. The lines above say why.\n`);
  process.exitCode = 1;
}
