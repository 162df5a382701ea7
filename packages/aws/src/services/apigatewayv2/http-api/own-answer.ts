/** An answer that an HTTP API gives by itself: its status, the name of the error, and its words. */
export interface OwnAnswer {
  readonly status: number;
  readonly error: string;
  readonly message: string;
  /** A header besides. */
  readonly challenge?: string;
}

const own = (status: number, error: string, message: string): OwnAnswer => ({
  status,
  error,
  message,
});

/** What HTTP APIs say by themselves. */
export const ownAnswers = {
  notFound: own(404, "NotFoundException", "Not Found"),
  unauthorized: own(401, "UnauthorizedException", "Unauthorized"),
  forbidden: own(403, "ForbiddenException", "Forbidden"),
  tooLarge: own(413, "RequestTooLargeException", "Request Entity Too Large"),
  throttled: own(429, "TooManyRequestsException", "Too Many Requests"),
  failed: own(500, "InternalServerErrorException", "Internal Server Error"),
  unavailable: own(503, "ServiceUnavailableException", "Service Unavailable"),
} as const satisfies Readonly<Record<string, OwnAnswer>>;
