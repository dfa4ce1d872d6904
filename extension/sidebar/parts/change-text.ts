import type { Texts } from '#shared/text/index.ts';
import type { WaitingItem } from './types.ts';

/** A change in words: "Call with Hannah Whitfield", "Title of 林佳穎". */
export function changeText(item: Pick<WaitingItem, 'name' | 'channel' | 'field'>, texts: Texts): string {
  const { syncPage } = texts;
  if (item.field !== undefined) {
    return syncPage.fieldOf(fieldLabel(item.field, texts), item.name);
  }
  switch (item.channel) {
    case undefined:
      return syncPage.newCustomer(item.name);
    case 'email':
      return syncPage.mailWith(item.name);
    case 'phone':
      return syncPage.callWith(item.name);
    case 'note':
      return syncPage.noteOn(item.name);
    default:
      return syncPage.entryWith(texts.channels[item.channel], item.name);
  }
}

/** The label of a field path (`phones/+49…`); the path itself for a field that has no label yet. */
export function fieldLabel(path: string, texts: Texts): string {
  const name = path.split('/', 1)[0] ?? path;
  return isLabelled(name, texts.fields) ? texts.fields[name] : name;
}

function isLabelled<T extends object>(name: string, labels: T): name is Extract<keyof T, string> {
  return Object.hasOwn(labels, name);
}
