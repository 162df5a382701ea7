import type { Tagged } from "@orrery/kernel";
import type { Text } from "../../service/entry.ts";
import type { HttpHead } from "../../service/http.ts";
import type { Trailed } from "../../service/origin.ts";

/** A request that comes to an API; of a WebSocket API, to be connected. */
export interface HttpRequest extends Tagged, Trailed {
  readonly type: "httpRequest";
  readonly http: HttpHead;
  /** The body. */
  readonly text: Text;
}

/** Forgets what authorizers said of the requests of a stage. */
export interface ForgetVerdicts extends Tagged {
  readonly type: "forgetVerdicts";
  readonly stage: string;
}

/** Sends a message to a connection, by its serial number. */
export interface Push extends Tagged, Trailed {
  readonly type: "push";
  readonly connection: number;
  /** Bytes of the message. */
  readonly size: number;
}

/** Asks what is known of a connection. */
export interface InspectConnection extends Tagged {
  readonly type: "inspectConnection";
  readonly connection: number;
}

/** Closes a connection. */
export interface CloseConnection extends Tagged {
  readonly type: "closeConnection";
  readonly connection: number;
}

/** What is known of a connection. */
export interface ConnectionSeen extends Tagged {
  readonly type: "connectionSeen";
  /** Milliseconds since 1970. */
  readonly connectedAt: number;
  readonly lastActiveAt: number;
  readonly sourceIp: string;
  readonly userAgent: string;
}
