import type { Texts } from '#shared/text/index.ts';
import type { WaitingItem } from './types.ts';

/** A change in words: "Call with Hannah Whitfield", "Title of 林佳穎". */
export function changeText(item: Pick<WaitingItem, 'name' | 'channel' | 'field'>, texts: Texts): string {
  const { syncPage } = texts;
  if (item.field !== undefined) {
    return syncPage.fieldOf(fieldLabel(item.field, texts), item.name);
  }
  const { channel, name } = item;
  if (channel === undefined) {
    return syncPage.newCustomer(name);
  }
  const own = { email: syncPage.mailWith, phone: syncPage.callWith, note: syncPage.noteOn };
  return isLabelled(channel, own) ? own[channel](name) : syncPage.entryWith(texts.channels[channel], name);
}

/** The label of a field path (`phones/+49…`); the path itself for a field that has no label yet. */
function fieldLabel(path: string, texts: Texts): string {
  const name = path.split('/', 1)[0] ?? path;
  return isLabelled(name, texts.fields) ? texts.fields[name] : name;
}

function isLabelled<T extends object>(name: string, labels: T): name is Extract<keyof T, string> {
  return Object.hasOwn(labels, name);
}
