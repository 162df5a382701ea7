import { noEvent, type EventKey } from "./scheduler.ts";

const pageSize = 1024;

/** Which event each set timer of one name is, by index, in pages made when they are first used. */
export class TimerTable {
  private readonly pages: (Float64Array | undefined)[] = [];

  /** The event of the timer at `index`; {@link noEvent} where none is set. */
  get(index: number): EventKey {
    const page = this.pages[Math.floor(index / pageSize)];
    return page === undefined ? noEvent : (page[index % pageSize]! as EventKey);
  }

  set(index: number, event: EventKey): void {
    const number = Math.floor(index / pageSize);
    let page = this.pages[number];
    if (page === undefined) {
      page = new Float64Array(pageSize).fill(noEvent);
      while (this.pages.length < number) this.pages.push(undefined);
      this.pages[number] = page;
    }
    page[index % pageSize] = event;
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
