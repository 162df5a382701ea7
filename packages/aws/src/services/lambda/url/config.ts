import type { Tagged } from "@orrery/kernel";
import type { Text } from "../../../service/entry.ts";
import type { HttpHead } from "../../../service/http.ts";
import type { Trailed } from "../../../service/origin.ts";

/** The kind of the machine of a function URL. */
export const urlKindName = "lambda.url";

/** Who may ask from other web pages, as configurations have it: what is left out of one says nothing. */
export interface Cors {
  readonly AllowCredentials?: boolean;
  readonly AllowHeaders?: readonly string[];
  readonly AllowMethods?: readonly string[];
  readonly AllowOrigins?: readonly string[];
  readonly ExposeHeaders?: readonly string[];
  /** In seconds. */
  readonly MaxAge?: number;
}

/** What the control plane keeps of a function URL. Plain data. */
export interface UrlRecord {
  readonly functionName: string;
  /** The alias that it is of; `null`: of the function. */
  readonly qualifier: string | null;
  readonly urlId: string;
  readonly authType: "AWS_IAM" | "NONE";
  readonly invokeMode: "BUFFERED" | "RESPONSE_STREAM";
  readonly cors: Cors | null;
  /** As AWS shows them. */
  readonly creationTime: string;
  readonly lastModifiedTime: string;
}

/** A function URL, as its machine has it. Plain data. */
export interface UrlSettings {
  /** The resource's number: what request ids are made of. */
  readonly number: number;
  readonly urlId: string;
  readonly region: string;
  readonly accountId: string;
  readonly epochMilliseconds: number;
  readonly authType: UrlRecord["authType"];
  /** Whether requests without a signature are let in, as the policy of what it is of says. */
  readonly admitsAll: boolean;
  readonly cors: Cors | null;
  /** Whether answers come as a stream. */
  readonly streams: boolean;
  /** The day whose words those hear who are not let in. */
  readonly asOf: string;
}

/** A request that comes to a function URL. */
export interface UrlRequest extends Tagged, Trailed {
  readonly type: "httpRequest";
  readonly http: HttpHead;
  /** The body. */
  readonly text: Text;
}
