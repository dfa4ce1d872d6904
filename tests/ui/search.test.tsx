import { describe, expect, test, vi } from 'vitest';
import { runsOf } from '#shared/ui/found-letters.ts';
import { Bar, type BarProps } from '../../extension/sidebar/parts/Bar.tsx';
import { SearchResults } from '../../extension/sidebar/parts/SearchResults.tsx';
import { saved } from './gallery/board.tsx';
import { hits } from './gallery/sample-panel.ts';
import { button, find, key, mount, press, write } from './mount.tsx';

const nothing = vi.fn();
const marks = (text: string, query: string): string[] =>
  runsOf(text, query)
    .filter(({ found }) => found)
    .map((run) => run.text);

describe('found letters', () => {
  test.each([
    ['Linnea Bergström', 'lin', ['Lin']],
    ['Lín Jiāyǐng', 'lin', ['Lín']],
    ['Siobhán Ní Dhuibhir', 'siobhan ni', ['Siobhán', 'Ní']],
    ['Caroline', 'lin', []],
    ['小樹苗母嬰選品', '母嬰', ['母嬰']],
    ['+49 40 5550 0148', '0148', ['0148']],
    ['Li\u0301n Jia', 'lin', ['Li\u0301n']],
    ['a@b.example', 'b.ex', ['b.ex']],
    ['Straße', 'strasse', []],
    ['Hannah', '', []],
  ])('%s for %s', (text, query, found) => {
    expect(marks(text, query)).toEqual(found);
    expect(
      runsOf(text, query)
        .map((run) => run.text)
        .join(''),
    ).toBe(text);
  });
});

describe('search results', () => {
  const results = (more = {}) => (
    <SearchResults query="lin" hits={hits} id="hits" chosen={0} onChoose={nothing} onOpen={nothing} onCreate={nothing} {...more} />
  );

  test('people, then companies, with the searched letters marked', () => {
    mount(results());
    expect([...document.querySelectorAll('[role="group"]')].map((group) => group.getAttribute('aria-label'))).toEqual(['People', 'Companies']);
    expect([...document.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual(['Lín', 'Lin', 'Lìn', 'Lin', 'Lin']);
    expect(find('[aria-selected="true"]').id).toBe('hits-0');
  });

  test('J and K choose, around the ends', () => {
    const onChoose = vi.fn();
    mount(results({ onChoose }));
    key(document.body, 'j');
    key(document.body, 'k');
    expect(onChoose.mock.calls).toEqual([[1], [4]]);
  });

  test('nobody found is said, and a new customer is offered by that name', () => {
    const onCreate = vi.fn();
    mount(results({ hits: [], query: ' xqz ', onCreate }));
    press(button('New customer “xqz”'));
    expect(onCreate).toHaveBeenCalledWith('xqz');
    expect(find('.note-s').textContent).toContain('Nobody in the book');
  });
});

describe('the bar', () => {
  const bar = (more: Partial<BarProps> = {}) => (
    <Bar query="" sync={saved} onQuery={nothing} onLeave={nothing} onSync={nothing} onSettings={nothing} {...more} />
  );

  test('/ goes to the search, Escape leaves it, arrows and Enter work the results', () => {
    const onLeave = vi.fn();
    const onMove = vi.fn();
    const onOpenChosen = vi.fn();
    const onQuery = vi.fn();
    mount(bar({ onLeave, onMove, onOpenChosen, onQuery }));
    expect(key(document.body, '/')).toBe(false);
    const field = find('input');
    expect(document.activeElement).toBe(field);
    write(field, 'lin');
    expect(onQuery).toHaveBeenCalledWith('lin');
    expect(key(field, '/')).toBe(true);
    key(field, 'ArrowDown');
    key(field, 'ArrowUp');
    expect(onMove.mock.calls).toEqual([[1], [-1]]);
    key(field, 'Enter');
    key(field, 'Escape');
    expect([onOpenChosen.mock.calls.length, onLeave.mock.calls.length]).toEqual([1, 1]);
    expect(document.activeElement).not.toBe(field);
  });

  test.each([
    [{}, '09:40', 'All saved on the server at 09:40', 'status'],
    [{ paired: false }, 'kept here', 'Saved in this browser only; there is no server', 'status'],
    [{ waiting: 2 }, '2 waiting', '2 changes wait for the server', 'status'],
    [{ waiting: 2, offline: true }, 'Offline', 'No connection; everything is kept in this browser. 2 changes wait for the server', 'status'],
    [{ waiting: 2, stuck: 1 }, '1 stuck', '1 change is stuck. 2 changes wait for the server', 'status'],
    [{ refused: 1, stuck: 1 }, '1 refused', 'The server refused 1 change. 1 change is stuck', 'alert'],
  ])('shows the worst of %j and names all', (more, word, long, role) => {
    mount(bar({ sync: { ...saved, ...more } }));
    expect(find('.sync').textContent).toBe(word);
    expect(find('.sync').getAttribute('aria-label')).toBe(long);
    expect(find(`.bar [role="${role}"]`).textContent).toBe(long);
  });

  test('there is no Today until it is given', () => {
    mount(bar());
    expect(document.querySelector('.today')).toBeNull();
    mount(bar({ today: { due: 10, onPress: nothing } }));
    expect(find('.today').textContent).toBe('Today 10');
  });
});
