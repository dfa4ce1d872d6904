import { Button } from '#shared/ui/primitives/Button.tsx';
import { NameText } from '#shared/ui/NameText.tsx';
import { useReader } from '#shared/ui/reader.ts';
import type { PeopleReply } from '#shared/wire/auth.ts';

export type PeopleTableProps = {
  readonly people: PeopleReply;
  readonly me: string;
  /** The user for whom a code is being made. */
  readonly pairing: string | undefined;
  readonly onPair: (user: string, name: string) => void;
};

/** The users with their role and team, and the press that pairs a browser of theirs. */
export function PeopleTable({ people, me, pairing, onPair }: PeopleTableProps) {
  const { texts } = useReader();
  const words = texts.console.staff;
  const teams = new Map(people.teams.map((team) => [team.id, team.name]));
  return (
    <table class="led d staff-t">
      <thead>
        <tr>
          <th scope="col">{words.name}</th>
          <th scope="col" class="wd">
            {words.email}
          </th>
          <th scope="col" class="wd">
            {words.role}
          </th>
          <th scope="col" class="wd">
            {words.team}
          </th>
          <th scope="col" class="wd w2">
            {words.signsIn}
          </th>
          <th scope="col">
            <span class="vh">{words.pair}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {people.users.map((user) => (
          <tr key={user.id}>
            <td class="cust" title={user.name}>
              <NameText>{user.name}</NameText>
              {user.id === me ? <span class="soft"> ({words.you})</span> : null}
              {user.disabled ? <span class="soft"> ({words.disabled})</span> : null}
              <span class="ph">
                {texts.roles[user.role]}, {user.email}
              </span>
            </td>
            <td class="c2 wd">{user.email}</td>
            <td class="mid wd">{texts.roles[user.role]}</td>
            <td class="mid wd">{(user.team === null ? undefined : teams.get(user.team)) ?? words.noTeam}</td>
            <td class="mid wd w2">{user.canSignIn ? words.yes : words.no}</td>
            <td class="num">
              {user.disabled ? null : (
                <Button
                  kind="bare"
                  label={words.pairThis(user.name)}
                  busy={pairing === user.id ? words.pairing : undefined}
                  onPress={() => onPair(user.id, user.name)}
                >
                  {words.pair}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
