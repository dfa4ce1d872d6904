import { LeaveServer } from '../../../extension/sidebar/parts/LeaveServer.tsx';
import { Locked } from '../../../extension/sidebar/parts/Locked.tsx';
import { UnsentFiles } from '../../../extension/sidebar/parts/UnsentFiles.tsx';
import type { Slot } from './slot.ts';

const nothing = (): void => undefined;

/** How a browser and its team part: for a month, by the person, by the team. */
export const endingSlots: readonly Slot[] = [
  {
    id: 'unsent',
    title: 'Access ended, with edits unsent',
    part: (
      <UnsentFiles
        files={[{ name: 'sidebook-unsent-a1b2c3d4e5f6-2026-11-20T09-38-00Z.json', organization: 'Acorn Trading', edits: 3 }]}
        onSave={nothing}
        onDrop={nothing}
      />
    ),
  },
  {
    id: 'leave',
    title: 'Leaving the team',
    part: <LeaveServer organization="Acorn Trading" waiting={2} onLeave={() => Promise.resolve()} />,
  },
  {
    id: 'locked',
    title: 'No answer for a month',
    part: <Locked organization="Acorn Trading" days={30} waiting={3} busy={false} error="The server cannot be reached." onTry={nothing} />,
  },
];
