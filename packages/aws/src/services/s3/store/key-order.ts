/**
 * Keys in the order of their bytes in UTF-8, as S3 lists them. Texts compare by units of 16 bits, in which the halves
 * of characters beyond the first 65,536 come before the last of those: here they change places.
 */
const moved = /[\ud800-\uffff]/;
const first = 0xd800;
const behindHalves = 0xe000;
const halves = 0x800;
const others = 0x2000;

/** The form of a key that compares as S3 orders keys. */
export const orderedKey = (key: string): string =>
  moved.test(key)
    ? mapped(key, (unit) => (unit < behindHalves ? unit + others : unit - halves))
    : key;

/** The key of such a form. */
export const shownKey = (ordered: string): string =>
  moved.test(ordered)
    ? mapped(ordered, (unit) => (unit < first + others ? unit + halves : unit - others))
    : ordered;

function mapped(key: string, to: (unit: number) => number): string {
  let text = "";
  for (let place = 0; place < key.length; place += 1) {
    const unit = key.charCodeAt(place);
    text += String.fromCharCode(unit < first ? unit : to(unit));
  }
  return text;
}

/** The first text behind all that begin with a prefix; `null`: there is none. */
export function behindPrefix(prefix: string): string | null {
  for (let { length } = prefix; length > 0; length -= 1) {
    const last = prefix.charCodeAt(length - 1);
    if (last < 0xffff) return prefix.slice(0, length - 1) + String.fromCharCode(last + 1);
  }
  return null;
}
