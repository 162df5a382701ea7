import { noEvent, type EventKey } from "./scheduler.ts";

// Indexes are slots, below 2²⁶.
const pageBits = 10;
const pageSize = 1 << pageBits;
const pageMask = pageSize - 1;

/** Which event each set timer of one name is, by index, in pages made when they are first used. */
export class TimerTable {
  private readonly pages: (Float64Array | undefined)[] = [];

  /** The event of the timer at `index`; {@link noEvent} where none is set. */
  get(index: number): EventKey {
    const page = this.pages[index >> pageBits];
    return page === undefined ? noEvent : (page[index & pageMask]! as EventKey);
  }

  set(index: number, event: EventKey): void {
    const number = index >> pageBits;
    let page = this.pages[number];
    if (page === undefined) {
      page = new Float64Array(pageSize).fill(noEvent);
      while (this.pages.length < number) this.pages.push(undefined);
      this.pages[number] = page;
    }
    page[index & pageMask] = event;
  }

  /** Every event that is set. */
  list(): readonly EventKey[] {
    return this.pages.flatMap((page) =>
      page === undefined ? [] : Array.from(page).filter((event) => event !== noEvent),
    ) as EventKey[]; // The pages hold nothing else.
  }

  copy(): TimerTable {
    const copy = new TimerTable();
    for (const page of this.pages) copy.pages.push(page?.slice());
    return copy;
  }
}
