/**
 * Two 32-bit lanes for each component, folded by 32-bit arithmetic that every engine does alike.
 *
 * A component's lanes depend on its own events only, and the lanes are combined by name, so a
 * component that is added or renumbered changes no other's, and the one that differs first is known.
 */
export class Digest {
  private lanes = new Int32Array(32);

  /** Folds one integer, of which all 53 bits count, into the lanes of `component`. */
  fold(component: number, value: number): void {
    const { lanes } = this;
    const place = component << 1;
    const next = place | 1;
    const low = value | 0;
    const high = value === low ? 0 : Math.floor(value / 4_294_967_296) | 0;
    const one = Math.imul(lanes[place]! ^ low, 0x9e3779b1);
    const other = Math.imul((lanes[next]! ^ low) + high, 0x85ebca6b);
    lanes[place] = ((one << 15) | (one >>> 17)) + other;
    lanes[next] = ((other << 13) | (other >>> 19)) ^ one;
  }

  /** Makes room for `components` components. */
  reserve(components: number): void {
    if (components * 2 <= this.lanes.length) return;
    const larger = new Int32Array(Math.max(components * 2, this.lanes.length * 2));
    larger.set(this.lanes);
    this.lanes = larger;
  }

  /** The lanes of `component` as 16 hexadecimal digits. */
  of(component: number): string {
    return hexadecimal(this.lanes[component * 2]!) + hexadecimal(this.lanes[component * 2 + 1]!);
  }

  /** One digest of some components. */
  combined(components: readonly { readonly name: string; readonly number: number }[]): string {
    const combined = new Digest();
    const order = components.slice();
    order.sort((one, other) => (one.name < other.name ? -1 : 1));
    for (const { name, number } of order) {
      for (const unit of name) combined.fold(0, unit.codePointAt(0)!);
      combined.fold(0, this.lanes[number * 2]!);
      combined.fold(0, this.lanes[number * 2 + 1]!);
    }
    return combined.of(0);
  }

  /** The lanes as plain numbers, two a component. */
  list(components: number): readonly number[] {
    return Array.from(this.lanes.subarray(0, components * 2));
  }

  /** Takes over lanes that {@link list} gave. */
  load(lanes: readonly number[]): void {
    this.reserve(lanes.length / 2);
    this.lanes.set(lanes);
  }

  /** Becomes the same as `other`. */
  copyFrom(other: Digest): void {
    this.reserve(other.lanes.length / 2);
    this.lanes.set(other.lanes);
    // Lanes of components that the other does not have are as new.
    this.lanes.fill(0, other.lanes.length);
  }
}

const hexadecimal = (lane: number): string => (lane >>> 0).toString(16).padStart(8, "0");
