import { describe, expect, test, vi } from 'vitest';
import { slots } from './gallery/board.tsx';
import { faults, mount } from './mount.tsx';

vi.stubGlobal(
  'IntersectionObserver',
  class {
    observe(): void {}
    disconnect(): void {}
  },
);

describe('every part in every state', () => {
  test.each(slots.map((slot) => [slot.title, slot.part] as const))('%s', async (_, part) => {
    mount(<main>{part}</main>);
    expect(await faults()).toEqual([]);
  });
});
