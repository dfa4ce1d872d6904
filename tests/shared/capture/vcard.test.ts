import { describe, expect, test } from 'vitest';
import { nameOf, valuesOf } from '#shared/capture/draft.ts';
import { readVCards } from '#shared/capture/vcard.ts';

function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function card(version: string, lines: readonly string[]): string {
  return ['BEGIN:VCARD', `VERSION:${version}`, ...lines, 'END:VCARD', ''].join('\r\n');
}

function read(text: string | Uint8Array, country: string | null = null): string[][] {
  return readVCards(typeof text === 'string' ? new TextEncoder().encode(text) : text, country).map((draft) => [
    draft.kind,
    ...draft.fields.map((field) => `${field.field}: ${field.value}`).toSorted(),
  ]);
}

describe('vCards of three versions', () => {
  test('2.1 with quoted-printable in two charsets, soft line ends and bare types', () => {
    const text = card('2.1', [
      'N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=85str=C3=B6m;Bj=C3=B6rn;;;',
      'FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Bj=C3=B6rn =',
      '=C3=85str=C3=B6m',
      'ORG;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:Fj=F6rd AB;Sales',
      'TEL;WORK;VOICE:+46 8 555 123 45',
      'TEL;WORK;FAX:+46 8 555 123 46',
      'EMAIL;PREF;INTERNET:bjorn@fjord.example',
      'ADR;WORK:;;Kajen 1;Stockholm;;111 30;Sweden',
      'PHOTO;ENCODING=BASE64:',
      ' /9j/4AAQSkZJRgABAQEAYABgAAD',
    ]);
    expect(read(text)).toEqual([
      [
        'person',
        'address: Kajen 1, 111 30 Stockholm, Sweden',
        'companyName: Fjörd AB',
        'email: bjorn@fjord.example',
        'name: Björn Åström',
        'phone: +46855512345',
      ],
    ]);
  });

  test('3.0 with folded lines, groups and escapes', () => {
    const text = card('3.0', [
      'N:Holt;Mira;Ann;Dr.;',
      'FN:Dr. Mira Ann',
      '  Holt',
      'ORG:Holt\\, Harbour & Sons\\; Tools;Purchasing',
      'TITLE:Head of Purchasing',
      'item1.EMAIL;type=INTERNET;type=pref:mira@holt.example',
      'item1.X-ABLabel:_$!<Work>!$_',
      'EMAIL;TYPE=HOME:mira@home.example',
      'TEL;TYPE=CELL,VOICE:020 7946 0123',
      'URL:http\\://www.holt.example',
    ]);
    expect(read(text, 'GB')).toEqual([
      [
        'person',
        'companyName: Holt, Harbour & Sons; Tools',
        'email: mira@holt.example',
        'email: mira@home.example',
        'link: http://www.holt.example',
        'name: Dr. Mira Ann Holt',
        'phone: +442079460123',
        'title: Head of Purchasing',
      ],
    ]);
    expect(valuesOf(readVCards(new TextEncoder().encode(text), null)[0] ?? { kind: 'person', fields: [] }, 'email')[0]).toBe('mira@holt.example');
  });

  test('4.0 with addresses of numbers, quoted parameters and a company', () => {
    const text =
      card('4.0', [
        'FN:Aksel Dahl',
        'TEL;VALUE=uri;TYPE="work,voice":tel:+47-22-55-01-00;ext=3',
        'ADR;LABEL="Kai 1: Oslo; Norway":;;Kai 1;Oslo;;0150;Norway',
      ]) + card('4.0', ['KIND:org', 'FN:Dahl Nord AS', 'EMAIL:post@dahl-nord.example']);
    expect(read(text)).toEqual([
      ['person', 'address: Kai 1, 0150 Oslo, Norway', 'name: Aksel Dahl', 'phone: +4722550100'],
      ['organization', 'companyName: Dahl Nord AS', 'email: post@dahl-nord.example'],
    ]);
  });

  test('without a name the parts of it, and a number that is none elsewhere as it is written', () => {
    expect(read(card('3.0', ['N:Berg;Anna;;;', 'TEL:123456']))).toEqual([['person', 'name: Anna Berg', 'phone: 123456']]);
  });
});

describe('odd files', () => {
  test('UTF-16, and Latin-1 that says nothing of itself', () => {
    const text = card('2.1', ['N:Kühn;Jürgen', 'FN:Jürgen Kühn']);
    const wide = new Uint8Array([
      0xff,
      0xfe,
      ...Array.from(text).flatMap((character) => [character.charCodeAt(0) & 255, character.charCodeAt(0) >> 8]),
    ]);
    expect(readVCards(wide, null).map(nameOf)).toEqual(['Jürgen Kühn']);
    expect(readVCards(latin1(text), null).map(nameOf)).toEqual(['Jürgen Kühn']);
  });

  test('a card within a card is another person’s, an unclosed card is none', () => {
    const agent = 'AGENT:\r\nBEGIN:VCARD\r\nVERSION:2.1\r\nFN:The Agent\r\nEND:VCARD';
    expect(readVCards(new TextEncoder().encode(card('2.1', ['FN:Mira Holt', agent, 'TITLE:Buyer'])), null).map(nameOf)).toEqual(['Mira Holt']);
    expect(read('BEGIN:VCARD\r\nFN:Nobody\r\n')).toEqual([]);
    expect(read('')).toEqual([]);
  });

  test('a file made to exhaust its reader', () => {
    const started = performance.now();
    read(card('3.0', [`FN${';a="b'.repeat(3000)}:x`, `FN:${'a;'.repeat(20_000)}`, `N;X=${'"'.repeat(1999)}:x`]));
    expect(performance.now() - started).toBeLessThan(300);
  });
});
