import { Icon } from '#shared/ui/Icon.tsx';
import { NameText } from '#shared/ui/NameText.tsx';
import { useReader } from '#shared/ui/reader.ts';
import type { OtherPerson } from './types.ts';

export type OtherPeopleProps = {
  readonly people: readonly OtherPerson[];
  readonly onOffer: (email: string) => void;
  readonly onOpen: (id: string) => void;
};

/** The other people of the open mail: known ones open, unknown ones can be offered as a lead, some are never logged. */
export function OtherPeople({ people, onOffer, onOpen }: OtherPeopleProps) {
  const { texts } = useReader();
  if (people.length === 0) {
    return null;
  }
  return (
    <section class="sec" aria-label={texts.capture.also}>
      <h3 class="h">{texts.capture.also}</h3>
      <ul class="rows">
        {people.map((person) => (
          <li key={person.email} class="row">
            <span class="mg">
              <Icon name={person.state === 'never-logged' ? 'lock' : 'person'} />
            </span>
            <PersonName person={person} onOpen={onOpen} />
            <span class="r">
              {person.state === 'offer' ? (
                <button
                  type="button"
                  class="link"
                  aria-label={texts.capture.offerThis(person.name || person.email)}
                  onClick={() => onOffer(person.email)}
                >
                  {texts.capture.offer}
                </button>
              ) : person.state === 'known' ? (
                texts.capture.known
              ) : person.state === 'own' ? (
                texts.capture.own
              ) : (
                texts.capture.neverLogged
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function PersonName({ person, onOpen }: { readonly person: OtherPerson; readonly onOpen: (id: string) => void }) {
  const { id, email, name, state } = person;
  const shown = <NameText>{name || email}</NameText>;
  return state === 'known' && id !== undefined ? (
    <button type="button" class="t cut" title={email} onClick={() => onOpen(id)}>
      {shown}
    </button>
  ) : (
    <span class="t cut" title={email}>
      {shown}
    </span>
  );
}
