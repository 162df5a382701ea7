import type { HttpAnswer } from "../../../service/http.ts";

/** What a load balancer says by itself of a status. */
const titles: Readonly<Record<number, string>> = {
  301: "Moved Permanently",
  302: "Found",
  400: "Bad Request",
  401: "Authorization Required",
  403: "Forbidden",
  405: "Not Allowed",
  408: "Request Time-out",
  413: "Request Entity Too Large",
  414: "Request-URI Too Large",
  460: "",
  463: "",
  464: "",
  500: "Internal Server Error",
  501: "Not Implemented",
  502: "Bad Gateway",
  503: "Service Temporarily Unavailable",
  504: "Gateway Time-out",
  505: "HTTP Version Not Supported",
  561: "Unauthorized",
  562: "JWKS Request Failed",
};

/** The name of a status; empty where it has none. */
export const titleOf = (status: number): string => titles[status] ?? "";

// A memo of a pure function: there are a few statuses.
const known = new Map<number, HttpAnswer>();

/** The page that a load balancer answers with by itself. */
export function ownAnswer(status: number): HttpAnswer {
  let answer = known.get(status);
  if (answer === undefined) {
    const title = `${status} ${titleOf(status)}`.trim();
    answer = Object.freeze({
      type: "answered",
      status,
      headers: { server: "awselb/2.0", "content-type": "text/html" },
      cookies: [],
      body: `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`,
      isBase64Encoded: false,
    } as const);
    known.set(status, answer);
  }
  return answer;
}
