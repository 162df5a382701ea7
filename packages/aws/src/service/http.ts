import type { Tagged } from "@orrery/kernel";

/**
 * A request of HTTP, without its body, which comes as the text of an arrival. A value: one object for all
 * requests of a workload.
 */
export interface HttpHead {
  /** In capitals, such as `POST`. */
  readonly method: string;
  /** From its slash on, encoded as it was sent. */
  readonly path: string;
  /** What stands after the question mark, encoded; empty for nothing. */
  readonly query: string;
  /** Names in small letters, each once: several values of a name are joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
}

/** An answer of HTTP. */
export interface HttpAnswer extends Tagged {
  readonly type: "answered";
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** What is set by `set-cookie`, a header that may come several times. */
  readonly cookies: readonly string[];
  readonly body: string;
  /** Whether the body is bytes in base64. */
  readonly isBase64Encoded: boolean;
}

/** Whether an answer says that a server failed, as all do that begin with 5. */
export const isServerError = ({ status }: Pick<HttpAnswer, "status">): boolean => status >= 500;
