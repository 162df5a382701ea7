import { after } from "@orrery/kernel";
import type { Done } from "../../service/source.ts";
import { ports, type MappingContext } from "./declarations.ts";

/** Asks the queue to delete up to 10 messages. */
export function askForDeletion(receipts: readonly unknown[], context: MappingContext): void {
  const { now, settings, effects } = context;
  const input: Done = { type: "finish", receipts };
  effects.send(ports.deletions, 0, input, 0, after(now, settings.assumed.deletionPatience));
}
