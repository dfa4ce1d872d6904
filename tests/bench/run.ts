import { analysis } from './analysis.ts';
import { captureAccuracy } from './capture-accuracy.ts';
import { toFigure } from './figure.ts';
import type { Bench } from './figure.ts';
import { servers } from './servers.ts';
import { sync } from './sync.ts';

/**
 * `npm run -s bench -- [NAME…] [--full]`: one JSON line for each figure, on stdout; the figures that miss their bar are named
 * on stderr at the end. Without a name all benches run, in quick sizes. Exit 1 when a figure misses its bar or a name is unknown.
 */
const benches: readonly Bench[] = [captureAccuracy, analysis, servers, sync];

const args = process.argv.slice(2);
const names = args.filter((arg) => !arg.startsWith('--'));
const unknown = names.filter((name) => !benches.some((bench) => bench.name === name));
if (unknown.length > 0) {
  console.error(`There is no bench called ${unknown.join(', ')}. There are: ${benches.map((bench) => bench.name).join(', ')}.`);
  process.exit(1);
}
const missed: string[] = [];
let count = 0;
for (const bench of benches.filter(({ name }) => names.length === 0 || names.includes(name))) {
  for await (const measured of bench.run({ full: args.includes('--full') })) {
    const figure = toFigure(bench.name, measured);
    console.log(JSON.stringify(figure));
    count += 1;
    if (figure.holds === false) {
      missed.push(`${figure.bench} ${figure.metric}: ${figure.ours ?? 'not measured'} (${figure.bar})`);
    }
  }
}
console.error(`${count} figures, ${missed.length} below their bar${missed.length > 0 ? `:\n  ${missed.join('\n  ')}` : ''}`);
process.exitCode = missed.length > 0 ? 1 : 0;
