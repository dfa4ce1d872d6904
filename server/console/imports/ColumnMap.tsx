import { CONTACT_FIELDS, type ContactField, type ContactMapping } from '#shared/import/contact-fields.ts';
import type { Table } from '#shared/import/read-table.ts';
import { NameText } from '#shared/ui/NameText.tsx';
import { useReader } from '#shared/ui/reader.ts';

const NOT_READ = '';

/** What each column of a table of contacts means, with its first value; each can be said anew. */
export function ColumnMap({
  table,
  mapping,
  onChange,
}: {
  readonly table: Table;
  readonly mapping: ContactMapping;
  readonly onChange: (mapping: ContactMapping) => void;
}) {
  const { texts } = useReader();
  const words = texts.console.imports;
  const [example] = table.rows();
  const say = (place: number, text: string): void => {
    const field = CONTACT_FIELDS.find((one) => one === text);
    onChange(mapping.map((meaning, at) => (at !== place ? meaning : field === undefined ? null : { field, group: groupFor(mapping, field, place) })));
  };
  return (
    <table class="led d map-t">
      <thead>
        <tr>
          <th scope="col">{words.column}</th>
          <th scope="col">{words.means}</th>
          <th scope="col">{words.example}</th>
        </tr>
      </thead>
      <tbody>
        {table.headings.map((heading, place) => {
          const meaning = mapping[place];
          return (
            <tr key={place}>
              <td class="cust cut">
                <NameText>{heading}</NameText>
              </td>
              <td class="map-c">
                <select
                  aria-label={heading}
                  class={meaning ? undefined : 'soft'}
                  value={meaning?.field ?? NOT_READ}
                  onChange={(event) => say(place, event.currentTarget.value)}
                >
                  <option value={NOT_READ}>{words.ignored}</option>
                  {CONTACT_FIELDS.map((field) => (
                    <option key={field} value={field}>
                      {meaning?.field === field && meaning.group > 1
                        ? texts.importing.part(texts.contactFields[field], meaning.group)
                        : texts.contactFields[field]}
                    </option>
                  ))}
                </select>
              </td>
              <td class="mid cut">
                <NameText>{example?.cells[place] ?? ''}</NameText>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** A part of an address that is said a second time belongs to a second address. */
function groupFor(mapping: ContactMapping, field: ContactField, place: number): number {
  const taken = new Set(mapping.flatMap((meaning, at) => (at !== place && meaning?.field === field ? [meaning.group] : [])));
  const isPart = ['address', 'street', 'city', 'region', 'postcode', 'country'].includes(field);
  let group = 1;
  while (isPart && taken.has(group) && group < 9) {
    group += 1;
  }
  return group;
}
