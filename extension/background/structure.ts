import { injectStructureReader } from '../platform.ts';

/** Frames answer one after another; a report waits so long for the last of them. */
const PATIENCE_MS = 700;

const asked = new Map<number, string[]>();

/** What the frames of a tab say of how they are built, after the user pressed for a report. */
export async function collectStructures(tab: number): Promise<readonly string[]> {
  const structures: string[] = [];
  asked.set(tab, structures);
  try {
    await injectStructureReader(tab);
    await new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  } finally {
    asked.delete(tab);
  }
  return structures;
}

/** Takes what a frame says; nothing is kept of a tab that was not asked. */
export function takeStructure(tab: number, structure: string): void {
  asked.get(tab)?.push(structure);
}
