import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitSignature } from '#shared/capture/text/signature.ts';

const mira = { name: 'Mira Holt', email: 'mira@holt.example' };

describe('splitSignature', () => {
  test.each([
    ['a delimiter', 'Hello.\n\n-- \nMira Holt\nHolt Tools', '-- \nMira Holt\nHolt Tools'],
    ['English', 'Hello.\n\nKind regards,\nMira', 'Kind regards,\nMira'],
    ['German', 'Hallo.\n\nMit freundlichen Grüßen\n\nMira Holt', 'Mit freundlichen Grüßen\n\nMira Holt'],
    ['French', 'Bonjour.\n\nBien cordialement,\nMira Holt', 'Bien cordialement,\nMira Holt'],
    ['Spanish', 'Hola.\n\nUn cordial saludo,\nMira Holt', 'Un cordial saludo,\nMira Holt'],
    ['Chinese', '您好\n\n此致\n敬礼\n\n张伟', '此致\n敬礼\n\n张伟'],
    ['Japanese', 'ご確認ください。\n\nよろしくお願いいたします。\n山田', 'よろしくお願いいたします。\n山田'],
    ['the name alone', 'Please call.\n\nMira', 'Mira'],
    ['the name with a phone', 'Please call.\n\nMira Holt\n+44 20 7946 0123', 'Mira Holt\n+44 20 7946 0123'],
    [
      'bars on a long line',
      'Please call.\n\nRegards\nMira Holt | Head of Purchasing and Logistics | Holt Harbour Tools Ltd. | 12 High Street, London EC1A 1BB | +44 20 7946 0123',
      'Regards\nMira Holt |',
    ],
    ['a company between closing and name', 'Please call.\n\nRegards\n\nHolt Tools S.A.\nPurchasing\nMira Holt', 'Regards\n\nHolt Tools S.A.'],
    ['a line of signs', 'お願いします。\n\n━━━━━━━━━\n株式会社ホルト\nMira Holt\n━━━━━━━━━', '━━━━━━━━━\n株式会社ホルト'],
    ['closing and name on a line', 'Please call.\n\nThanks, Mira', 'Thanks, Mira'],
    ['a phone’s line', 'Please call.\n\nSent from my iPhone', 'Sent from my iPhone'],
    [
      'a notice of law below',
      `Hello.\n\nBest regards\nMira Holt\nHolt GmbH\n\nGeschäftsführer: Karl Holt\n${'Diese E-Mail ist vertraulich und nur für den Empfänger bestimmt. '.repeat(3)}`,
      'Best regards\nMira Holt',
    ],
  ])('%s', (_what, text, start) => {
    const { body, signature } = splitSignature(text, mira);
    expect(signature?.startsWith(start)).toBe(true);
    expect(text.startsWith(body)).toBe(true);
    expect(text.trimEnd().endsWith(signature ?? '?')).toBe(true);
  });

  test.each([
    ['a text without one', 'Please send forty boxes to the harbour by Friday, as we said.'],
    ['thanks in the middle', 'Thanks!\n\nPlease also send the price list for the new season, and tell me when the boxes come.'],
    ['a list with dashes', 'Prizes:\n-- one box\n-- two boxes\nWhich do you want?'],
  ])('%s has none', (_what, text) => {
    expect(splitSignature(text, mira)).toEqual({ body: text, signature: null });
  });

  test('any text comes back whole', () => {
    const line = fc.constantFrom(
      '',
      '--',
      'Thanks',
      'Mira Holt',
      '+44 20 7946 0123',
      'Regards,',
      'a sentence that goes on and on until it is done.',
      'x',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(line, { maxLength: 30 }).map((lines) => lines.join('\n')),
        ),
        (text) => {
          const { body, signature } = splitSignature(text, mira);
          const squeeze = (part: string): string => part.replace(/\s/gu, '');
          expect(squeeze(body + (signature ?? ''))).toBe(squeeze(text));
        },
      ),
    );
  });
});
