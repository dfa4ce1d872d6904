import { describe, expect, test } from 'vitest';
import { canNameContacts } from '#shared/import/mapping.ts';
import { guessMapping } from '#shared/import/mapping.ts';
import { readContactRow } from '#shared/import/contact-rows.ts';

/** What a table with this heading and row gives, read as its headings say. */
function read(heading: string, row: string, country: string | null = null) {
  const headings = heading.split(',');
  return readContactRow({ line: 2, cells: row.split(','), isCutOff: false }, headings, guessMapping(headings).mapping, { country });
}

describe('what columns mean', () => {
  test.each([
    ['Full Name,E-mail,Telephone,Firm,Position', ['name', 'email', 'phone', 'company', 'title']],
    ['First name,LAST NAME ,Email 2,Mobile Phone*,Zip', ['givenName', 'familyName', 'email', 'phone', 'postcode']],
    ['姓名,公司名称,手机号码,电子邮箱,职务,微信', ['name', 'company', 'phone', 'email', 'title', 'wechat']],
    ['聯絡人,公司名稱,行動電話,電子信箱,職稱,縣市', ['name', 'company', 'phone', 'email', 'title', 'city']],
    ['客户名称(*),姓名（*）,负责人：', ['company', 'name', 'owner']],
    ['Shoe size,Phone (2)', [undefined, 'phone']],
  ])('%s', (heading, fields) => {
    expect(guessMapping(heading.split(',')).mapping.map((meaning) => meaning?.field)).toEqual(fields);
  });

  test('a field that a contact has once is read from its first column, values of which there may be several from all', () => {
    expect(guessMapping(['Company', 'Organization', 'Email', 'Work email']).mapping.map((meaning) => meaning?.field)).toEqual([
      'company',
      undefined,
      'email',
      'email',
    ]);
  });

  test('a table that names nobody is told apart', () => {
    expect(canNameContacts(guessMapping(['City', 'Tags']).mapping)).toBe(false);
    expect(canNameContacts(guessMapping(['City', '电话']).mapping)).toBe(true);
  });
});

describe('a row of contacts', () => {
  test('with everything', () => {
    const heading = 'First name,Last name,Company,Job title,Email,Mobile,Street,City,State,Zip,Country,Website,Gender,Birthday,Tags,Owner,ID,WeChat';
    const row =
      'Mira,Holt,Holt Tools,Buyer,Mira Holt <MIRA@Holt.example>; mh@home.example,020 7946 0123,1 Quay,Hull,,HU1 1AA,GB,holt.example,female,1980-02-03,vip; tools,ann@team.example,77,mira_h';
    expect(read(heading, row)).toEqual({
      line: 2,
      kind: 'person',
      name: 'Mira Holt',
      companyName: 'Holt Tools',
      title: 'Buyer',
      // What stands before an address in angle brackets is a name; it would be no address by itself.
      emails: ['mira@holt.example', 'mh@home.example'],
      phones: ['+442079460123'],
      addresses: [{ text: '1 Quay, HU1 1AA Hull, GB', street: '1 Quay', city: 'Hull', postcode: 'HU1 1AA', country: 'GB' }],
      links: ['https://holt.example'],
      gender: 'female',
      birthYear: 1980,
      tags: ['vip', 'tools'],
      ownerEmail: 'ann@team.example',
      externalId: '77',
      handles: { wechat: 'mira_h' },
    });
  });

  test('Chinese names stand family name first, and addresses from large to small', () => {
    expect(read('姓,名,省份,城市,街道', '欧阳,慧,山东省,青岛市,海潮路 5 号')).toMatchObject({
      name: '欧阳慧',
      addresses: [{ text: '山东省青岛市海潮路 5 号' }],
    });
    expect(read('姓,名', 'Li,Wei')).toMatchObject({ name: 'Wei Li' });
  });

  test('a company without a person is a company; a person without a name is called by what there is', () => {
    expect(read('Name,Company,Phone', ',Berg AG,030 1')).toMatchObject({ kind: 'company', name: 'Berg AG' });
    expect(read('Name,Is a company,Related company', 'Berg AG,1,')).toMatchObject({ kind: 'company', name: 'Berg AG' });
    expect(read('Name,Email', ',a@b.example')).toMatchObject({ kind: 'person', name: 'a@b.example' });
  });

  test('words for nothing are nothing, and rows that spreadsheets leave behind are passed over', () => {
    expect(read('Name,Email,Phone', 'Ann,n/a,-')).toMatchObject({ name: 'Ann', emails: [], phones: [] });
    expect(read('Name,Email', ' , ')).toBeUndefined();
    expect(read('Name,Phone', `Ann,="0049301234567"`)).toMatchObject({ phones: ['+49301234567'] });
  });

  test.each([
    ['no name, address, number or company', 'Name,Email,City', ',,Hull', 'nobody-named'],
    ['an address that is none', 'Name,Email', 'Ann,ann at home', 'email-bad'],
    ['more cells than headings', 'Name,Email', 'Ann,a@b.example,x', 'fields-too-many'],
    ['a title of a page', 'Name,Title', `Ann,${'x'.repeat(501)}`, 'text-too-long'],
  ])('%s is a reason', (_, heading, row, reason) => {
    expect(read(heading, row)).toEqual({ line: 2, reason });
  });

  test('columns that the book has no field for keep their name, without harm to any object', () => {
    const headings = ['Name', '__proto__', 'constructor', 'Shoe size'];
    const custom = { field: 'custom', group: 1 } as const;
    const contact = readContactRow(
      { line: 2, cells: ['Ann', 'x', 'y', '38'], isCutOff: false },
      headings,
      [{ field: 'name', group: 1 }, custom, custom, custom],
      { country: null },
    );
    expect(JSON.stringify(contact)).toContain('"custom":{"constructor":"y","Shoe size":"38"}');
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });
});
