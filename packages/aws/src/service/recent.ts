/** What was worked out of values, of those that came last. */
export interface Recent<Key extends object, Value> {
  find(key: Key): Value | undefined;
  keep(key: Key, value: Value): void;
}

/**
 * A memo for a pure function of values. It has at least so many of those that came last, so that few that come
 * again and again are worked out once, and of many that never come again none is kept for long.
 */
export function recent<Key extends object, Value>(least: number): Recent<Key, Value> {
  let young = new Map<Key, Value>();
  let old = new Map<Key, Value>();
  // Most come many times in a row.
  let last: Key | null = null;
  let valueOfLast: Value | undefined;
  const keep = (key: Key, value: Value): void => {
    if (young.size >= least) [old, young] = [young, new Map<Key, Value>()];
    young.set(key, value);
    last = key;
    valueOfLast = value;
  };
  const find = (key: Key): Value | undefined => {
    if (key === last) return valueOfLast;
    const known = young.get(key);
    if (known !== undefined) {
      last = key;
      valueOfLast = known;
      return known;
    }
    const before = old.get(key);
    if (before !== undefined) keep(key, before);
    return before;
  };
  return { find, keep };
}
