/** What a card says, read a second way: line by line with Node's own decoders, without any code of the product. */
export type PlainCard = {
  readonly fullName: string | undefined;
  readonly organization: string | undefined;
  readonly title: string | undefined;
  readonly emails: readonly string[];
  /** Figures alone; fax and pager left out. */
  readonly phones: readonly string[];
  readonly urls: readonly string[];
  /** The parts of all addresses, one after another. */
  readonly addressParts: readonly string[];
};

/** The cards of a file in any version, for comparison only: it knows nothing of broken files. */
export function readPlainCards(bytes: Buffer): PlainCard[] {
  const text = bytes.toString('latin1').replace(/^\xEF\xBB\xBF/u, '');
  return text
    .split(/^END:VCARD\s*$/imu)
    .filter((card) => /BEGIN:VCARD/iu.test(card))
    .map(readCard);
}

function readCard(card: string): PlainCard {
  const unfolded = card
    .replace(/\r\n?/gu, '\n')
    .replace(/=\n(?=[^\n]*=|[A-Z0-9=])/gu, '')
    .replace(/\n[ \t]/gu, '');
  const properties = unfolded.split('\n').flatMap((line) => {
    const found = /^(?:[\w-]+\.)?([\w-]+)((?:;(?:"[^"]*"|[^":;]|:(?=[^:]*;LABEL))*)*):(.*)$/u.exec(line);
    return found ? [{ name: (found[1] ?? '').toUpperCase(), parameters: found[2] ?? '', value: valueOf(found[2] ?? '', found[3] ?? '') }] : [];
  });
  const values = (name: string) => properties.filter((property) => property.name === name);
  const plain = (value: string | undefined): string | undefined =>
    value === undefined ? undefined : flat(value.replace(/\\(.)/gu, '$1')) || undefined;
  return {
    fullName: plain(values('FN')[0]?.value),
    organization: plain(partsOf(values('ORG')[0]?.value ?? '')[0]),
    title: plain(values('TITLE')[0]?.value),
    emails: values('EMAIL').flatMap(({ value }) => (/^[\x21-\x7E]+@[\x21-\x7E]+$/u.test(value.trim()) ? [value.trim().toLowerCase()] : [])),
    phones: values('TEL')
      .filter(({ parameters }) => !/fax|pager/iu.test(parameters))
      .map(({ value }) => value.replace(/;ext=.*$/u, '').replace(/\D/gu, ''))
      .filter((digits) => digits.length >= 5),
    urls: values('URL').flatMap(({ value }) => plain(value) ?? []),
    addressParts: values('ADR').flatMap(({ value }) =>
      partsOf(value).flatMap((part) => plain(part.replace(/\\n/giu, ' ').replace(/\\?,\s*$/u, '')) ?? []),
    ),
  };
}

function valueOf(parameters: string, raw: string): string {
  const bytes = /QUOTED-PRINTABLE/iu.test(parameters)
    ? Buffer.from(
        raw.replace(/=([0-9A-F]{2})/giu, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
        'latin1',
      )
    : Buffer.from(raw, 'latin1');
  const utf8 = bytes.toString('utf8');
  return utf8.includes('\uFFFD') ? bytes.toString('latin1') : utf8;
}

function partsOf(value: string): readonly string[] {
  return value.split(/(?<!\\);/u);
}

function flat(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, ' ').trim();
}
