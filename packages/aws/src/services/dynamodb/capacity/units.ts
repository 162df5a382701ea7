/** How a read sees what was written. */
export type Consistency = "eventual" | "strong" | "transactional";
/** Whether an item is written alone, or with others in a transaction. */
export type WriteMode = "plain" | "transactional";
/** What a write changes in an index: an attribute of its key, another one that it has, or nothing. */
export type IndexChange = "key" | "projected" | "none";

/** What one read unit reads, and one write unit writes, in bytes. */
const readUnitBytes = 4_096;
const writeUnitBytes = 1_024;

/** Read units by four kilobytes. */
const readFactors: Readonly<Record<Consistency, number>> = {
  eventual: 0.5,
  strong: 1,
  transactional: 2,
};

/** The read units for so many bytes that one request looked at; also where it found nothing. */
export const readUnits = (bytes: number, consistency: Consistency): number =>
  startedOf(bytes, readUnitBytes) * readFactors[consistency];

/** The write units for an item: of an update, for the larger of what was and what is; also for nothing. */
export const writeUnits = (bytes: number, mode: WriteMode): number =>
  startedOf(bytes, writeUnitBytes) * (mode === "transactional" ? 2 : 1);

/**
 * The write units that an index takes for a change of an item: `before` and `after` are the bytes of what the
 * index has of it, `null` where it has nothing.
 */
export function indexWriteUnits(
  before: number | null,
  after: number | null,
  change: IndexChange,
): number {
  if (before === null) return after === null ? 0 : startedOf(after, writeUnitBytes);
  if (after === null) return startedOf(before, writeUnitBytes);
  switch (change) {
    case "none":
      return 0;
    case "key":
      return startedOf(before, writeUnitBytes) + startedOf(after, writeUnitBytes);
    default:
      return startedOf(Math.max(before, after), writeUnitBytes);
  }
}

/** How many units are begun, one at least. */
const startedOf = (bytes: number, unit: number): number =>
  bytes <= unit ? 1 : Math.ceil(bytes / unit);
