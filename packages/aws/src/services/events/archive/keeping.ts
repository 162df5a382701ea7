import { after, ring, slab, type SlabId } from "@orrery/kernel";
import type { ArchiveEvent } from "../protocol.ts";
import { metrics, type Archive, type ArchiveContext } from "./declarations.ts";

/** Keeps an event. */
export function keep(archive: Archive, { event }: ArchiveEvent, context: ArchiveContext): void {
  forgetOld(archive, context);
  const size = archivedSize(event);
  ring.push(archive.order, slab.insert(archive.stored, { event, storedAt: context.now, size }));
  archive.bytes += size;
  archive.storedCount += 1;
  context.observe(metrics.EventsArchived, 1);
  context.observe(metrics.ArchivedBytes, size);
}

/** What an archive counts for an event, in bytes. */
const archivedSize = ({ content }: ArchiveEvent["event"]): number => content.size + timeSize;

/** What the time of an event counts there: recorded archives of events of 139 bytes had 159 for each. */
const timeSize = 20;

/** Forgets events that the archive has kept long enough. */
export function forgetOld(archive: Archive, context: ArchiveContext): void {
  const { now, settings } = context;
  const { retention } = settings;
  if (retention === null) return;
  while (archive.order.size > 0) {
    const id = ring.peek(archive.order) as SlabId; // It is not empty.
    const { storedAt, size } = slab.read(archive.stored, id)!;
    if (after(storedAt, retention) > now) return;
    ring.shift(archive.order);
    slab.remove(archive.stored, id);
    archive.bytes -= size;
    archive.firstPlace += 1;
    context.observe(metrics.EventsExpired, 1);
  }
}
