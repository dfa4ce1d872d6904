import { createTextRenderer } from '#shared/capture/html/renderer.ts';
import { attributeOf, isElement, isMatch, isText, listChildren, tagOf, textOf } from './dom.ts';

/** The text of a page's message is read to here. */
export const MAX_TEXT_BYTES = 5 * 1024 * 1024;

/** The text of an element as a reader sees it, and how many bytes were left out. */
export type ElementText = { readonly text: string; readonly cutBytes: number };

/** How many bytes `text` takes in UTF-8: the encoder counts without a rule of our own. */
function countBytes(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** `text` cut so that it takes at most `maxBytes`, never inside a character. */
function cutToBytes(text: string, maxBytes: number): string {
  return new TextDecoder().decode(new TextEncoder().encode(text).subarray(0, maxBytes)).replace(/\uFFFD+$/u, '');
}

/**
 * Reads an element's text with the line breaks that a reader sees, quotes marked. It stops at the first element that fits `end`
 * (an attached message) and after `MAX_TEXT_BYTES`. No recursion: a page may nest deeper than a stack.
 */
export function readElementText(root: Element, end: string): ElementText {
  const renderer = createTextRenderer();
  let leftBytes = MAX_TEXT_BYTES;
  let cutBytes = 0;
  type Step = { readonly node: Node; readonly closes: string | null };
  const steps: Step[] = [{ node: root, closes: null }];
  while (steps.length > 0) {
    const step = steps.pop();
    if (step === undefined) {
      break;
    }
    if (step.closes !== null) {
      renderer.close(step.closes);
    } else if (isText(step.node)) {
      const text = renderer.isHidden() ? '' : textOf(step.node);
      const bytes = countBytes(text);
      renderer.text(bytes <= leftBytes ? text : cutToBytes(text, leftBytes));
      cutBytes += Math.max(0, bytes - leftBytes);
      leftBytes = Math.max(0, leftBytes - bytes);
    } else if (isElement(step.node)) {
      const element = step.node;
      if (end !== '' && isMatch(element, end)) {
        break;
      }
      const tag = tagOf(element);
      renderer.open(tag, (name) => attributeOf(element, name));
      steps.push({ node: element, closes: tag });
      for (const child of listChildren(element).toReversed()) {
        steps.push({ node: child, closes: null });
      }
    }
  }
  return { text: renderer.finish(), cutBytes };
}
