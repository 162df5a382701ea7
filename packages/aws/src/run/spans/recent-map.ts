/** Remembers what was set last: as many as `least` at least, and twice that at most. */
export class RecentMap<Key, Value> {
  private readonly least: number;
  private recent = new Map<Key, Value>();
  private earlier = new Map<Key, Value>();

  constructor(least: number) {
    this.least = least;
  }

  get(key: Key): Value | undefined {
    return this.recent.get(key) ?? this.earlier.get(key);
  }

  set(key: Key, value: Value): void {
    if (this.recent.size >= this.least) {
      this.earlier = this.recent;
      this.recent = new Map();
    }
    this.recent.set(key, value);
  }
}
