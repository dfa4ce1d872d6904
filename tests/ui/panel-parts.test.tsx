import { describe, expect, test, vi } from 'vitest';
import { Sheet } from '#shared/ui/primitives/Sheet.tsx';
import { KnownMail } from '../../extension/sidebar/parts/KnownMail.tsx';
import { NoteSheet } from '../../extension/sidebar/parts/NoteSheet.tsx';
import { SyncPage } from '../../extension/sidebar/parts/SyncPage.tsx';
import { UndoNotice } from '../../extension/sidebar/parts/UndoNotice.tsx';
import { Unreadable } from '../../extension/sidebar/parts/Unreadable.tsx';
import { saved } from './gallery/board.tsx';
import { mail, refused, waiting } from './gallery/sample-panel.ts';
import { button, find, key, mount, press, write } from './mount.tsx';

const nothing = vi.fn();

describe('the mail of a customer we know', () => {
  test('one press logs it; logged, it can be taken back', () => {
    const onLog = vi.fn();
    const onUndo = vi.fn();
    const known = { mail, onLog, onUndo, onOffer: nothing, onOpen: nothing };
    mount(<KnownMail {...known} state="not-logged" />);
    press(button('Log this mail'));
    key(document.body, 'Enter');
    mount(<KnownMail {...known} state="logged" />);
    expect(find('[role="status"]').textContent).toContain('This mail is logged');
    key(document.body, 'Enter');
    press(button('Undo'));
    expect([onLog.mock.calls.length, onUndo.mock.calls.length]).toEqual([2, 1]);
  });
});

describe('a sheet', () => {
  test('is closed by Escape, also when what had the focus was drawn anew and lost it, and the page below does not hear it', () => {
    const onClose = vi.fn();
    const onPage = vi.fn();
    document.addEventListener('keydown', onPage, { once: true });
    mount(
      <Sheet title="Order" onClose={onClose}>
        <input />
      </Sheet>,
    );
    key(find('input'), 'Escape');
    expect(onClose).toHaveBeenCalledTimes(1);
    find('input').blur();
    key(document.body, 'Escape');
    expect(onClose).toHaveBeenCalledTimes(2);
    expect(onPage).not.toHaveBeenCalled();
  });
});

describe('a page that cannot be read', () => {
  test('says what is missing, offers to read again and a report', () => {
    const onReadAgain = vi.fn();
    mount(<Unreadable site="Roundcube" missing={['date', 'sender']} onReadAgain={onReadAgain} onCopyReport={nothing} />);
    expect(document.body.textContent).toContain('I do not find where it shows the date or sender. Nothing was saved.');
    press(button('Read it again'));
    expect(onReadAgain).toHaveBeenCalledTimes(1);
    expect(button('Copy report')).toBeTruthy();
  });
});

describe('not yet on the server', () => {
  test('what was refused says why and what the card shows now', () => {
    const onDrop = vi.fn();
    const onAgain = vi.fn();
    mount(
      <SyncPage
        sync={{ ...saved, waiting: 5, refused: 2 }}
        waiting={waiting}
        refused={refused}
        onTryNow={nothing}
        onDrop={onDrop}
        onAgain={onAgain}
      />,
    );
    const text = document.body.textContent;
    expect(text).toContain('Credit limit of Little Acorn');
    expect(text).toContain('“£8,000” was refused. Only a team lead or the server sets this. The card shows “£5,000” again.');
    expect(text).toContain('5 waiting, oldest 48 minutes');
    expect(text).toContain('Title of 林佳穎');
    expect(text).toContain('and 2 more');
    press(button('Put away'));
    expect(onDrop).toHaveBeenCalledWith('r1');
    expect(text).toContain('Before your change it was “+49 40 5550 0100”.');
    press(button('Write it again'));
    expect(onAgain).toHaveBeenCalledWith('r2');
  });

  test('trap: browser data cleared with unsent edits: warned before, in each state', () => {
    const said = (change: Partial<typeof saved>, kept?: boolean): string => {
      mount(<SyncPage sync={{ ...saved, ...change }} waiting={[]} refused={[]} kept={kept} onTryNow={nothing} onDrop={nothing} />);
      return document.body.textContent;
    };
    expect(said({ waiting: 3 })).toContain('Do not clear this browser’s data now: 3 changes are nowhere else.');
    expect(said({ waiting: 1, offline: true })).toContain('Do not clear this browser’s data now: 1 change is nowhere else.');
    expect(said({ paired: false })).toContain('the book is nowhere else');
    expect(said({})).toContain('pair again and the book comes back');
    expect(said({}, true)).not.toContain('by itself when its disk is full');
    expect(said({}, false)).toContain('may remove the book by itself when its disk is full');
  });

  test('a press tries now; without a server there is none', () => {
    const onTryNow = vi.fn();
    mount(<SyncPage sync={saved} waiting={[]} refused={[]} onTryNow={onTryNow} onDrop={nothing} />);
    press(button('Try now'));
    expect(onTryNow).toHaveBeenCalledTimes(1);
    mount(<SyncPage sync={{ ...saved, paired: false }} waiting={[]} refused={[]} onTryNow={onTryNow} onDrop={nothing} />);
    expect(() => button('Try now')).toThrow();
  });
});

describe('notes and calls', () => {
  test('⌘ or Ctrl with Enter saves, an empty note does not', () => {
    const onSave = vi.fn();
    mount(<NoteSheet kind="note" name="Hannah" mac onSave={onSave} onClose={nothing} />);
    const field = find('textarea');
    expect(document.activeElement).toBe(field);
    key(field, 'Enter', { ctrlKey: true });
    expect(onSave).not.toHaveBeenCalled();
    expect(find('[role="alert"]').textContent).toContain('Write something first');
    write(field, ' bibs in linen ');
    key(field, 'Enter', { metaKey: true });
    expect(onSave).toHaveBeenCalledWith({ kind: 'note', text: 'bibs in linen', outcome: '', direction: 'none', durationMinutes: undefined });
  });

  test('a call has a direction, minutes and an outcome', () => {
    const onSave = vi.fn();
    mount(<NoteSheet kind="call" name="Hannah" mac={false} onSave={onSave} onClose={nothing} />);
    press(button('They called'));
    const [outcome, minutes] = [...document.querySelectorAll<HTMLInputElement>('input')];
    if (!outcome || !minutes) {
      throw new Error('no fields');
    }
    write(outcome, 'Calls back');
    write(minutes, 'four');
    press(button('Save'));
    expect(onSave).not.toHaveBeenCalled();
    write(minutes, '4');
    key(minutes, 'Enter', { ctrlKey: true });
    expect(onSave).toHaveBeenCalledWith({ kind: 'call', text: '', outcome: 'Calls back', direction: 'in', durationMinutes: 4 });
  });

  test('Escape closes, the focus returns to what opened it and stays inside while it is open', () => {
    const onClose = vi.fn();
    const page = (isOpen: boolean) => (
      <main>
        <button type="button">opener</button>
        {isOpen ? <NoteSheet kind="note" name="Hannah" mac onSave={nothing} onClose={onClose} /> : null}
      </main>
    );
    mount(page(false));
    button('opener').focus();
    mount(page(true));
    key(find('textarea'), 'Escape');
    expect(onClose).toHaveBeenCalledTimes(1);
    button('Cancel').focus();
    key(button('Cancel'), 'Tab');
    expect(document.activeElement).toBe(button('Back'));
    mount(page(false));
    expect(document.activeElement).toBe(button('opener'));
  });
});

describe('undo', () => {
  test('is a status that is there before it speaks', () => {
    const onUndo = vi.fn();
    mount(<UndoNotice text={undefined} onDismiss={nothing} />);
    const status = find('[role="status"]');
    mount(<UndoNotice text="Saved Jan-Hendrik Vogelsang and logged the mail" onUndo={onUndo} onDismiss={nothing} />);
    expect(find('[role="status"]')).toBe(status);
    press(button('Undo'));
    expect(onUndo).toHaveBeenCalledTimes(1);
  });
});
