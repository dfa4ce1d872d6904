import { isBadContact, type ReadContact } from '#shared/import/contact-rows.ts';
import { NameText } from '#shared/ui/NameText.tsx';
import { formatCount } from '#shared/ui/format.ts';
import { useReader } from '#shared/ui/reader.ts';

/** The first rows of a file as the book will have them, or why one is left out. */
export function RowsPreview({ rows }: { readonly rows: readonly Exclude<ReadContact, undefined>[] }) {
  const { texts, locale } = useReader();
  const { importing: words, contactFields: names } = texts;
  return (
    <div class="wide-t" role="region" tabIndex={0} aria-label={words.previewOf(rows.length)}>
      <h3 class="h after">{words.previewOf(rows.length)}</h3>
      <table class="led d pre-t">
        <thead>
          <tr>
            <th scope="col" class="num">
              {words.row}
            </th>
            <th scope="col">{names.name}</th>
            <th scope="col">{names.company}</th>
            <th scope="col">{names.title}</th>
            <th scope="col">{names.email}</th>
            <th scope="col">{names.phone}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.line}>
              <td class="num soft">{formatCount(row.line, locale)}</td>
              {isBadContact(row) ? (
                <td colSpan={5} class="wrong">
                  {texts.contactFaults[row.reason]}
                </td>
              ) : (
                <>
                  <td class="cust cut">
                    <NameText>{row.name}</NameText>
                  </td>
                  <td class="cut">
                    <NameText>{row.companyName ?? ''}</NameText>
                  </td>
                  <td class="mid cut">
                    <NameText>{row.title ?? ''}</NameText>
                  </td>
                  <td class="mid cut">{row.emails.join(', ')}</td>
                  <td class="mid cut">{row.phones.join(', ')}</td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
