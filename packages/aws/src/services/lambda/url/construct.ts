import type { DurationSaid } from "@orrery/kernel";

/** Who may ask from other web pages. What is left out is not said to them. */
export interface FunctionUrlCorsOptions {
  /** @defaultValue false */
  readonly allowCredentials?: boolean;
  readonly allowedHeaders?: readonly string[];
  readonly allowedMethods?: readonly string[];
  readonly allowedOrigins?: readonly string[];
  readonly exposedHeaders?: readonly string[];
  /** How long a browser keeps what it hears, in whole seconds, up to 24 h. */
  readonly maxAge?: DurationSaid;
}

/** How a function URL is made. */
export interface FunctionUrlOptions {
  /** Whether requests must be signed. `NONE` lets everybody in. @defaultValue AWS_IAM */
  readonly authType?: "AWS_IAM" | "NONE";
  /** @defaultValue pages elsewhere may not ask */
  readonly cors?: FunctionUrlCorsOptions;
  /** Whether answers are streamed. @defaultValue BUFFERED */
  readonly invokeMode?: "BUFFERED" | "RESPONSE_STREAM";
}

/** An endpoint of HTTP of a function. */
export interface FunctionUrl {
  /** Its logical id: workloads may be for it. */
  readonly id: string;
  readonly authType: "AWS_IAM" | "NONE";
}
