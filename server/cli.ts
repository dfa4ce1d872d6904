import { parseArgs } from 'node:util';
import { text } from 'node:stream/consumers';
import * as v from 'valibot';
import { Role } from '#shared/model/role.ts';
import { exportBookFile } from './book-files.ts';
import { parseConfig, type Config } from './config.ts';
import { runServer } from './run-server.ts';
import { systemClock, systemRandom } from './runtime.ts';
import { sentenceFor } from './sentences.ts';
import { importFiles, type ImportValues } from './import-files.ts';
import { UsageFault, type Said } from './said.ts';
import type { Deps } from './services/deps.ts';
import { addUserAsOperator, issueCodeAsOperator, setPasswordAsOperator } from './services/operate.ts';
import { moveByCommand } from './move-book.ts';
import { backupByCommand } from './operator/backup.ts';
import { doctorByCommand } from './operator/doctor.ts';
import { eraseByCommand } from './operator/erase.ts';
import { keyByCommand } from './operator/key.ts';
import { restoreByCommand } from './operator/restore.ts';
import { verifyByCommand } from './operator/verify.ts';
import { openStore } from './store/open-store.ts';

const HELP = `sidebook: a customer book at the side of the inbox

  sidebook start                            starts the server (npm start builds the extension and console first)
  sidebook user add --email E --role R      adds a user; R is admin, lead, rep or service
      [--name N] [--team T]                 the team is made when there is none of that name
      [--password-stdin]                    reads the password for the console from the standard input
  sidebook user password --email E --password-stdin
                                            gives a user a new password for the console
  sidebook device pair --user E             prints a one-time code that pairs a browser
  sidebook import FILE…                     imports contacts and orders (CSV, XLSX), vCards, mailboxes (mbox, eml);
                                            the same file again changes nothing
      [--kind K] [--preset P]               orders, contacts, cards or mail; the program that wrote the columns
      [--encoding E] [--sheet NAME]         where the guess is wrong
      [--country GB]                        of phone numbers without a code
      [--source NAME]                       where they come from; orders of one source are told apart by their number
      [--currency GBP]                      what amounts are in where a line does not say
      [--user E] [--own A,…] [--never R,…]  mail: whose it is, further own addresses, what is never logged
      [--add A,… | all]                     mail: who is to become a customer
      [--dry-run]                           says what would be done and changes nothing
  sidebook export --out FILE                the whole book as one file, for people and machines
  sidebook import FILE                      of such a file, into an empty data folder: the same book again
  sidebook import FILE                      of edits that a browser could not send before its access was ended
  sidebook import --list                    imports so far
  sidebook import --undo BATCH              takes an import back
  sidebook move --to URL | --from URL       takes the book of the data folder into an empty PostgreSQL database, or back;
                                            stop the servers before; browsers go on without pairing again
  sidebook backup [--out FILE]              a copy of the whole database, read to its end; the server may go on
      [--rotate]                            as the server does each hour: into its folder, to the second place, old ones go
  sidebook key                              prints the recovery key, without which neither book nor copy opens
      [--check]                             reads a key from the standard input and says whether it is the one
  sidebook verify [FILE]                    reads the book, or a copy, and says whether all of it is in order
  sidebook restore FILE                     puts a copy in the place of the book, which is kept beside; stop the server before
  sidebook restore --new-history            after PostgreSQL's own tools brought a copy back
  sidebook erase CUSTOMER [--yes]           erases a customer, by e-mail address or id, with what happened; first says what
  sidebook doctor                           looks at settings, key, database, room, copies and server, and says what to do
  sidebook help                             this text

  --json   prints one JSON object instead of sentences

The book is found by SIDEBOOK_DATA and SIDEBOOK_KEY_FILE, or SIDEBOOK_DATABASE_URL, as the server finds it. All of it works while the server runs.
`;

const options = {
  email: { type: 'string' },
  role: { type: 'string' },
  name: { type: 'string' },
  team: { type: 'string' },
  user: { type: 'string' },
  source: { type: 'string' },
  currency: { type: 'string' },
  kind: { type: 'string' },
  preset: { type: 'string' },
  encoding: { type: 'string' },
  sheet: { type: 'string' },
  country: { type: 'string' },
  own: { type: 'string', multiple: true },
  never: { type: 'string', multiple: true },
  add: { type: 'string', multiple: true },
  undo: { type: 'string' },
  list: { type: 'boolean' },
  out: { type: 'string' },
  to: { type: 'string' },
  from: { type: 'string' },
  'dry-run': { type: 'boolean' },
  'new-history': { type: 'boolean' },
  yes: { type: 'boolean' },
  rotate: { type: 'boolean' },
  check: { type: 'boolean' },
  'password-stdin': { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

type Values = ImportValues & {
  email?: string;
  role?: string;
  name?: string;
  team?: string;
  user?: string;
  out?: string;
  to?: string;
  from?: string;
  'password-stdin'?: boolean;
  'new-history'?: boolean;
  yes?: boolean;
  rotate?: boolean;
  check?: boolean;
};
const Email = v.pipe(v.string(), v.trim(), v.regex(/^[^\s@]+@[^\s@]+$/u), v.maxLength(254));

async function addUser(deps: Deps, values: Values): Promise<Said> {
  const email = parseEmail(values.email, '--email');
  const role = v.safeParse(Role, values.role);
  if (!role.success) {
    throw new UsageFault('--role must be admin, lead, rep or service.');
  }
  const password = values['password-stdin'] === true ? (await text(process.stdin)).replace(/\r?\n$/u, '') : undefined;
  const added = await addUserAsOperator(deps, { email, role: role.output, name: values.name, team: values.team, password });
  return { json: { ok: true, user: added.id, email, role: role.output }, sentence: `${email} was added as ${role.output}.` };
}

async function setPassword(deps: Deps, values: Values): Promise<Said> {
  const email = parseEmail(values.email, '--email');
  if (values['password-stdin'] !== true) {
    throw new UsageFault('Give the password on the standard input, with --password-stdin.');
  }
  await setPasswordAsOperator(deps, email, (await text(process.stdin)).replace(/\r?\n$/u, ''));
  return { json: { ok: true, email }, sentence: `${email} has a new password.` };
}

async function pairDevice(deps: Deps, values: Values): Promise<Said> {
  const email = parseEmail(values.user, '--user');
  const { code, expiresAt } = await issueCodeAsOperator(deps, email);
  return {
    json: { ok: true, code, expiresAt },
    sentence: `${code}\nType this code into the extension of ${email} within ten minutes; it works once.`,
  };
}

function parseEmail(given: string | undefined, option: string): string {
  const email = v.safeParse(Email, given);
  if (!email.success) {
    throw new UsageFault(`${option} must be an e-mail address.`);
  }
  return email.output;
}

type Command = (deps: Deps, values: Values, files: readonly string[]) => Promise<Said>;
const commands: Readonly<Record<string, Command>> = {
  'user add': addUser,
  'user password': setPassword,
  'device pair': pairDevice,
  import: importFiles,
  export: (deps, values) => exportBookFile(deps, values.out),
  erase: (deps, values, names) => eraseByCommand(deps, names, values.yes === true),
};

/** Commands that see to the place of the book, and open it in their own way. */
type PlaceCommand = (config: Config, values: Values, files: readonly string[]) => Promise<Said>;
const ofThePlace: Readonly<Record<string, PlaceCommand>> = {
  move: (config, values) => moveByCommand(config, values, systemClock),
  backup: (config, values) => backupByCommand(config, values, systemClock),
  key: (config, values) => keyByCommand(config, values.check === true, () => text(process.stdin)),
  verify: (config, _values, files) => verifyByCommand(config, files, systemClock),
  restore: (config, values, files) => restoreByCommand(config, files, values['new-history'] === true, systemClock),
};

/** Commands with words of their own behind their names. */
const WITH_WORDS: ReadonlySet<string> = new Set(['import', 'verify', 'restore', 'erase']);

async function runCommand(positionals: readonly string[], values: Values): Promise<Said> {
  const [first = ''] = positionals;
  const files = WITH_WORDS.has(first) ? positionals.slice(1) : [];
  const name = files.length > 0 ? first : positionals.join(' ');
  const place = Object.hasOwn(ofThePlace, name) ? ofThePlace[name] : undefined;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (place) {
    return place(readConfig(), values, files);
  }
  if (command) {
    const store = await openStore(readConfig(), systemClock);
    try {
      return await command({ store, clock: systemClock, random: systemRandom }, values, files);
    } finally {
      await store.close();
    }
  }
  throw new UsageFault(`There is no command "${name}"; sidebook help lists them.`);
}

function readConfig(): Config {
  const config = parseConfig(process.env, process.cwd());
  if (!config.ok) {
    throw new UsageFault(config.error);
  }
  return config.value;
}

async function main(): Promise<void> {
  const isJson = process.argv.includes('--json');
  const say = (said: Said): void => console.log(isJson ? JSON.stringify(said.json) : said.sentence);
  try {
    const { values, positionals } = parseArguments();
    const name = positionals.join(' ');
    if (values.help === true || name === 'help' || name === '') {
      say({ json: { ok: true, help: HELP }, sentence: HELP });
    } else if (name === 'start') {
      const started = await runServer({
        env: process.env,
        cwd: process.cwd(),
        clock: systemClock,
        say: (line) => say({ json: { line }, sentence: line }),
      });
      if (!started.ok) {
        throw new UsageFault(started.error);
      }
    } else {
      const said = name === 'doctor' ? await doctorByCommand(process.env, process.cwd(), systemClock) : await runCommand(positionals, values);
      say(said);
      process.exitCode = said.isBad === true ? 1 : 0;
    }
  } catch (error) {
    const sentence = error instanceof UsageFault ? error.message : sentenceFor(error);
    if (sentence === undefined) {
      throw error;
    }
    process.exitCode = error instanceof UsageFault ? 2 : 1;
    if (isJson) {
      console.log(JSON.stringify({ ok: false, message: sentence }));
    } else {
      console.error(sentence);
    }
  }
}

function parseArguments() {
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    throw new UsageFault(
      error instanceof Error ? `${error.message.split('\n')[0]}; sidebook help lists what there is.` : 'The command is not understood.',
    );
  }
}

await main();
