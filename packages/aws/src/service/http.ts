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
  /** Such as `1.0`. @defaultValue one that whoever takes it speaks */
  readonly version?: string;
  /** The custom domain that it came by, and the part of its path that is the domain's; left out: it came by none. */
  readonly domain?: {
    readonly name: string;
    readonly basePath: string;
    /** Its callers show certificates. @defaultValue false */
    readonly isMutual?: boolean;
  };
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

/** What a workload says of its requests of HTTP; the payload is their body. */
export interface HttpRequestSaid {
  /** @defaultValue POST */
  readonly method?: string;
  /** Without what is asked after a question mark. @defaultValue / */
  readonly path?: string;
  /** Parameters by name, each with a value or several. */
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
  /** By name, in whichever letters. @defaultValue a body is application/json */
  readonly headers?: Readonly<Record<string, string>>;
  /** Which version of HTTP it comes in, where its target looks at that. @defaultValue one that its target speaks */
  readonly version?: HttpVersion;
}

/** Versions of HTTP that requests may come in. */
export const httpVersions = ["0.9", "1.0", "1.1", "2", "3"] as const;
/** One of {@link httpVersions}. */
export type HttpVersion = (typeof httpVersions)[number];

/** Methods whose requests have no body, unless somebody says one. */
export const bodiless: readonly string[] = ["GET", "HEAD", "DELETE", "OPTIONS"];
