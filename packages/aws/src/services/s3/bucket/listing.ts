import { behindPrefix, shownKey } from "../store/key-order.ts";

/** What of a list is asked for; keys are in the form that compares. */
export interface Listed {
  readonly prefix: string;
  /** Empty for none. */
  readonly delimiter: string;
  readonly most: number;
}

/**
 * A page of a list by keys: items, and common prefixes as users see them, in one order. Behind a common prefix it goes on
 * with the first key that does not have it, so that a page costs what it shows, however many keys a prefix hides.
 *
 * @param start where it begins; `null`: with the first.
 */
export function listing<Place extends { readonly key: string }, Shown>(
  { prefix, delimiter, most }: Listed,
  start: Place | null,
  visitFrom: (place: Place, visit: (item: Place) => boolean) => void,
  placeOf: (key: string) => Place,
  show: (item: Place) => Shown,
): { readonly items: readonly (Shown | string)[]; readonly isTruncated: boolean } {
  const items: (Shown | string)[] = [];
  if (most === 0) return { items, isTruncated: false };
  let place: Place | null = start === null || start.key < prefix ? placeOf(prefix) : start;
  let isTruncated = false;
  while (place !== null && !isTruncated) {
    let next: Place | null = null;
    visitFrom(place, (item) => {
      const { key } = item;
      if (!key.startsWith(prefix)) return false;
      const cut = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
      if (items.length === most) {
        isTruncated = true;
        return false;
      }
      if (cut === -1) return Boolean(items.push(show(item)));
      const common = key.slice(0, cut + delimiter.length);
      items.push(shownKey(common));
      const behind = behindPrefix(common);
      next = behind === null ? null : placeOf(behind);
      return false;
    });
    place = next;
  }
  return { items, isTruncated };
}
