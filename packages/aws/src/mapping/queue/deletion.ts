import { after, type Send } from "@orrery/kernel";
import type { Done } from "../../service/source.ts";
import { ports, type MappingContext } from "./declarations.ts";

/** Asks the queue to delete up to 10 messages. */
export const deletion = (
  receipts: readonly unknown[],
  { now, settings }: MappingContext,
): Send<Done> => ({
  type: "send",
  port: ports.deletions,
  to: 0,
  input: { type: "finish", receipts },
  tag: 0,
  deadline: after(now, settings.assumed.deletionPatience),
});
