import type { Instant } from "@orrery/kernel";
import { noTrail } from "../../service/origin.ts";
import type { SampleEvents } from "../../service/sample-event.ts";
import { sizeInUtf8 } from "../../text/utf8.ts";
import { docdbToLambda } from "./docdb-to-lambda.ts";
import { clusterArnOf } from "./operations/names.ts";
import type { DocumentChange } from "./protocol.ts";

/** What functions get of change streams. */
export const docdbEvents: SampleEvents = {
  changes(facts) {
    const { body, attributes, name, epochMilliseconds, region } = facts;
    const size = sizeInUtf8(body);
    const change: DocumentChange = {
      content: { data: body, size },
      database: name,
      // The one value that comes beside the body.
      collection: attributes[0]?.value ?? "orders",
      identity: { queue: 1, message: 1 },
      size,
      writtenAt: 0 as Instant,
      trail: noTrail,
    };
    const batch = {
      ...({ type: "batch", form: "docdb.cluster", items: [change], reportsItems: false } as const),
      ...{ source: clusterArnOf("cluster", facts), region, size },
    };
    return docdbToLambda.eventOf(batch, epochMilliseconds);
  },
};
